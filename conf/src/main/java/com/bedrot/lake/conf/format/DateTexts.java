package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads dates, months and times as a column's contract writes them; strict, never guessing. */
final class DateTexts {
  private static final DateTimeFormatter ISO_INSTANT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final ColumnType.Kind kind;
  private final List<Format> formats;
  private final List<String> nullTokens;

  DateTexts(ColumnContract column) {
    kind = column.type().kind();
    nullTokens = column.nullTokens();
    List<String> patterns = column.formats();
    if (patterns.isEmpty()) {
      patterns = List.of(kind == ColumnType.Kind.MONTH ? "yyyy-MM" : "yyyy-MM-dd");
    }
    formats =
        patterns.stream().filter(p -> !p.equals(YearlessDates.FORMAT)).map(Format::of).toList();
  }

  /** A pattern, and the days between what it reads and what is meant. */
  private record Format(DateTimeFormatter formatter, long daysBefore) {
    static Format of(String text) {
      return text.startsWith(ColumnContract.DAY_BEFORE)
          ? new Format(DateTexts.formatter(text.substring(ColumnContract.DAY_BEFORE.length())), 1)
          : new Format(DateTexts.formatter(text), 0);
    }
  }

  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern.replace('y', 'u'))
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * The value as ISO text: {@code 2026-04-16}, {@code 2026-04} for MONTH columns or where only the
   * month counts, an instant for TIMESTAMP, the text itself for other kinds. Empty where there is
   * no value or it is malformed.
   */
  Optional<String> iso(String raw, Truncation truncation) {
    String text = raw.strip();
    if (text.isEmpty() || nullTokens.contains(text)) {
      return Optional.empty();
    }
    return switch (kind) {
      case DATE -> date(text).map(d -> truncation.of(d));
      case MONTH -> month(text).map(YearMonth::toString);
      case TIMESTAMP -> instant(text);
      default -> Optional.of(text);
    };
  }

  /** How much of a date names a slice. */
  enum Truncation {
    NONE,
    MONTH;

    String of(LocalDate date) {
      return this == MONTH ? YearMonth.from(date).toString() : date.toString();
    }
  }

  private Optional<LocalDate> date(String text) {
    for (Format format : formats) {
      try {
        return Optional.of(
            LocalDate.parse(text, format.formatter()).minusDays(format.daysBefore()));
      } catch (DateTimeException next) {
        // the next format may fit
      }
    }
    return Optional.empty();
  }

  private Optional<YearMonth> month(String text) {
    for (Format format : formats) {
      try {
        return Optional.of(YearMonth.parse(text, format.formatter()));
      } catch (DateTimeException next) {
        // the next format may fit
      }
    }
    return Optional.empty();
  }

  private Optional<String> instant(String text) {
    try {
      return Optional.of(Instant.from(ISO_INSTANT.parse(text)).toString());
    } catch (DateTimeException noIso) {
      for (Format format : formats) {
        try {
          return Optional.of(Instant.from(format.formatter().parse(text)).toString());
        } catch (DateTimeException next) {
          // the next format may fit
        }
      }
      return Optional.empty();
    }
  }
}
