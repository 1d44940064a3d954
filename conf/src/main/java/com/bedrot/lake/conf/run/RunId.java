package com.bedrot.lake.conf.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A run's name: UTC start and a random tail, e.g. {@code 20261120T133000Z-3fa91c}; sorts by time.
 */
public record RunId(String value) {
  private static final Pattern SHAPE = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{6}");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  public RunId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a run id: " + value);
    }
  }

  public static RunId at(Instant start, RandomGenerator random) {
    return new RunId(
        STAMP.format(start) + "-" + String.format(Locale.ROOT, "%06x", random.nextInt(1 << 24)));
  }

  @Override
  public String toString() {
    return value;
  }
}
