package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Days, and months as their first day, in the contract's patterns, the first that fits. */
final class DateDecoder extends ValueDecoder {
  private final DatePattern[] patterns;
  private final List<DateTimeFormatter> formatters = new ArrayList<>();
  private final List<DateTimeFormatter> ends = new ArrayList<>();
  private final @Nullable YearlessDays yearless;

  DateDecoder(List<String> formats, String standard) {
    List<DatePattern> digits = new ArrayList<>();
    YearlessDays days = null;
    for (String format : formats.isEmpty() ? List.of(standard) : formats) {
      DatePattern pattern = DatePattern.of(format);
      if (format.equals(YearlessDays.FORMAT)) {
        days = new YearlessDays();
      } else if (format.startsWith(ColumnContract.DAY_BEFORE)) {
        ends.add(strict(format.substring(ColumnContract.DAY_BEFORE.length())));
      } else if (pattern != null) {
        digits.add(pattern);
      } else {
        formatters.add(strict(format));
      }
    }
    patterns = digits.toArray(new DatePattern[0]);
    yearless = days;
  }

  @Override
  public void start(@Nullable String window) {
    if (yearless != null) {
      yearless.start(window);
    }
  }

  @Override
  public @Nullable ErrorCode decode(byte[] bytes, int from, int to, RecordRow row, int slot) {
    for (DatePattern pattern : patterns) {
      long day = pattern.epochDay(bytes, from, to);
      if (day != DatePattern.NONE) {
        row.setLong(slot, day);
        return null;
      }
    }
    long day =
        yearless == null && formatters.isEmpty() && ends.isEmpty()
            ? DatePattern.NONE
            : inWords(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    if (day == DatePattern.NONE) {
      return ErrorCode.VALUE_DATE;
    }
    row.setLong(slot, day);
    return null;
  }

  private long inWords(String text) {
    long day = firstThatFits(text.strip(), formatters);
    if (day != DatePattern.NONE) {
      return day;
    }
    long end = firstThatFits(text.strip(), ends);
    if (end != DatePattern.NONE) {
      return end - 1;
    }
    return yearless == null ? DatePattern.NONE : yearless.epochDay(text);
  }

  private static long firstThatFits(String text, List<DateTimeFormatter> formatters) {
    for (DateTimeFormatter formatter : formatters) {
      try {
        TemporalAccessor parsed = formatter.parseBest(text, LocalDate::from, YearMonth::from);
        return parsed instanceof LocalDate date
            ? date.toEpochDay()
            : YearMonth.from(parsed).atDay(1).toEpochDay();
      } catch (DateTimeException notThisPattern) {
        continue;
      }
    }
    return DatePattern.NONE;
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu"), Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
