package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Instants as microseconds. A time without its offset is an error: nothing says which instant it
 * is. Standard: {@code 2025-05-23T06:57:55-0700}, with {@code -07:00} or {@code Z} as well, and
 * fractions of a second.
 */
final class TimestampDecoder extends ValueDecoder {
  private static final List<DateTimeFormatter> STANDARD = List.of(iso("XX"), iso("XXX"));
  private final List<DateTimeFormatter> formatters;

  TimestampDecoder(List<String> formats) {
    formatters =
        formats.isEmpty() ? STANDARD : formats.stream().map(TimestampDecoder::strict).toList();
  }

  private static DateTimeFormatter iso(String offset) {
    return new DateTimeFormatterBuilder()
        .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
        .appendPattern(offset)
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu"), Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  @Override
  public @Nullable ErrorCode decode(byte[] bytes, int from, int to, RecordRow row, int slot) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
    for (DateTimeFormatter formatter : formatters) {
      try {
        row.setLong(slot, micros(Instant.from(formatter.parse(text))));
        return null;
      } catch (DateTimeException notThisPattern) {
        continue;
      }
    }
    return ErrorCode.VALUE_DATE;
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toMicros(1)),
        TimeUnit.NANOSECONDS.toMicros(instant.getNano()));
  }
}
