package com.bedrot.lake.quality.check;

import com.amazon.deequ.metrics.DoubleMetric;
import com.amazon.deequ.metrics.Metric;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * A Deequ metric, or why there is none.
 *
 * @param number the value, or null
 * @param reason why there is no value; empty where there is one
 */
record Measured(@Nullable Double number, String reason) {
  Optional<Double> value() {
    return Optional.ofNullable(number);
  }

  static Measured failed(String reason) {
    return new Measured(null, reason);
  }

  static Measured of(Option<Metric<?>> metric) {
    return metric.isDefined() ? of(metric.get()) : failed("the analysis left it out");
  }

  static Measured of(Metric<?> metric) {
    if (!(metric instanceof DoubleMetric number)) {
      return failed("it is no number");
    }
    if (number.value().isFailure()) {
      return failed(String.valueOf(number.value().failed().get().getMessage()));
    }
    Double value = (Double) number.value().get();
    return value.isNaN() ? failed("it is not a number") : new Measured(value, "");
  }
}
