package com.bedrot.lake.conf.format;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dates rows by the manifest's window where it gives one, else by the evidence. */
final class DatedRows {
  private DatedRows() {}

  static Optional<YearlessDates.Dated> of(
      List<@Nullable MonthDay> days, YearlessDates.Evidence evidence, @Nullable String window) {
    Optional<YearlessDates.Dated> judged = YearlessDates.date(days, evidence);
    if (window == null || judged.filter(d -> d.window().equals(window)).isPresent()) {
      return judged;
    }
    LocalDate first = LocalDate.parse(window.substring(0, window.indexOf('/')));
    return YearlessDates.date(days, new YearlessDates.Evidence(YearlessDates.Kind.STATED, first));
  }
}
