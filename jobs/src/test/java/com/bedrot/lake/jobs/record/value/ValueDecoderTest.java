package com.bedrot.lake.jobs.record.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnType.Kind;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.jobs.record.Columns;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueDecoderTest {
  private static final ColumnContract MONEY = Columns.decimal("earned", 18, 12);

  @ParameterizedTest
  @CsvSource({
    "0.011000000000, 0.011000000000",
    "-1.5, -1.500000000000",
    "0, 0.000000000000",
    "007.25, 7.250000000000",
    ".5, 0.500000000000",
    "999999.999999999999, 999999.999999999999",
    "-999999.999999999999, -999999.999999999999",
    "0.0110000000000000, 0.011000000000",
    "000000000000000000000000000001.5, 1.500000000000",
    "' 1.5 ', 1.500000000000"
  })
  void readsPlainDecimalsToTheLastDigit(String text, BigDecimal value) {
    assertThat(decimal(MONEY, text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,50",
        "1,234.56",
        "1.234,56",
        "1.2E-5",
        "1e5",
        "NaN",
        "Infinity",
        "-Infinity",
        "$1.50",
        "1.50 USD",
        "1.50€",
        "(12.34)",
        "\u22121.5",
        "+1.5",
        "-",
        ".",
        "5.",
        "1.2.3",
        "--1",
        "1-",
        "1 5",
        " ",
        "0x10",
        "\u0661",
        "1_000",
        "12345678901234567890123456789x",
        "undefined"
      })
  void refusesEveryOtherSpellingOfANumber(String text) {
    assertThat(refusal(MONEY, text)).isEqualTo(ErrorCode.VALUE_NUMBER);
    assertThat(refusal(Columns.decimal("wide", 38, 12), text)).isEqualTo(ErrorCode.VALUE_NUMBER);
    assertThat(refusal(Columns.of("units", Kind.LONG), text)).isEqualTo(ErrorCode.VALUE_NUMBER);
  }

  @Test
  void roundsNothingAndCutsNothing() {
    assertThat(refusal(MONEY, "0.0000000000001")).isEqualTo(ErrorCode.VALUE_DECIMALS);
    assertThat(refusal(MONEY, "12345.1234567890123")).isEqualTo(ErrorCode.VALUE_DECIMALS);
    assertThat(refusal(Columns.decimal("d", 12, 4), "0.000049"))
        .isEqualTo(ErrorCode.VALUE_DECIMALS);
    assertThat(refusal(Columns.of("units", Kind.LONG), "1.5")).isEqualTo(ErrorCode.VALUE_DECIMALS);
    assertThat(refusal(MONEY, "1000000")).isEqualTo(ErrorCode.VALUE_OVERFLOW);
    assertThat(refusal(MONEY, "1000000.000000000000")).isEqualTo(ErrorCode.VALUE_OVERFLOW);
    assertThat(refusal(MONEY, "-1000000.000000000000")).isEqualTo(ErrorCode.VALUE_OVERFLOW);
    assertThat(refusal(Columns.decimal("d", 20, 2), "1000000000000000000.00"))
        .isEqualTo(ErrorCode.VALUE_OVERFLOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,234.56 | 1234.56",
        "1234.56 | 1234.56",
        "-12,345,678.9 | -12345678.90",
        "123 | 123.00"
      })
  void readsGroupsSetOffByCommas(String text, BigDecimal value) {
    assertThat(decimal(grouped("grouped-point"), text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1.234,56 | 1234.56", "1234,56 | 1234.56", "-12.345.678,9 | -12345678.90"})
  void readsGroupsSetOffByPoints(String text, BigDecimal value) {
    assertThat(decimal(grouped("grouped-comma"), text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,50", "12,34.5", ",123", "1,,234", "1234,567", "1,234,", "1.234,56"})
  void refusesGroupsOfOtherThanThreeDigits(String text) {
    assertThat(refusal(grouped("grouped-point"), text)).isEqualTo(ErrorCode.VALUE_NUMBER);
  }

  @Test
  void readsWholeNumbersWithinTheirRange() {
    assertThat(number(Columns.of("n", Kind.INTEGER), "-2147483648")).isEqualTo(Integer.MIN_VALUE);
    assertThat(number(Columns.of("n", Kind.LONG), "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(number(Columns.of("n", Kind.LONG), "-9223372036854775808"))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(number(Columns.of("n", Kind.LONG), "2.0")).isEqualTo(2);
    assertThat(refusal(Columns.of("n", Kind.INTEGER), "2147483648"))
        .isEqualTo(ErrorCode.VALUE_OVERFLOW);
    assertThat(refusal(Columns.of("n", Kind.LONG), "9223372036854775808"))
        .isEqualTo(ErrorCode.VALUE_OVERFLOW);
    assertThat(refusal(Columns.of("n", Kind.LONG), "1.23E+11")).isEqualTo(ErrorCode.VALUE_NUMBER);
  }

  @ParameterizedTest
  @CsvSource({
    "day-before:yyyy-MM-dd'T'HH:mm:ssZ, 2026-11-01T07:00:00+0000, 2026-10-31",
    "yyyy-MM-dd, 2025-02-28, 2025-02-28",
    "yyyy-MM-dd, 2024-02-29, 2024-02-29",
    "yyyy-MM-dd, 1850-12-31, 1850-12-31",
    "yyyyMMdd, 20250131, 2025-01-31",
    "MM/dd/yyyy, 12/31/2025, 2025-12-31",
    "M/d/yyyy, 1/2/2025, 2025-01-02",
    "dd.MM.yyyy, 31.12.2025, 2025-12-31",
    "yyyy-MM, 2025-03, 2025-03-01",
    "yyyyMM, 202503, 2025-03-01",
    "'MMM d, yyyy', 'Oct 2, 2025', 2025-10-02",
    "yyyy-MM-dd'T'HH:mm:ss, 2026-08-22T00:00:00, 2026-08-22",
    "MMMM yyyy, June 2025, 2025-06-01"
  })
  void readsDatesInTheContractsPatterns(String pattern, String text, LocalDate day) {
    assertThat(LocalDate.ofEpochDay(number(Columns.of("d", Kind.DATE, pattern), text)))
        .isEqualTo(day);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-02-30",
        "2025-02-29",
        "20250-01-01",
        "2025-13-01",
        "2025-00-10",
        "2025-01-00",
        "2025-1-1",
        "25-01-01",
        "01/02/2025",
        "1735689600",
        "45658",
        "2025-01-01T00:00:00",
        "2025-01-01 ",
        "0000-01-01",
        "2025-01",
        "tomorrow"
      })
  void refusesDaysThatAreNone(String text) {
    assertThat(refusal(Columns.of("d", Kind.DATE, "yyyy-MM-dd"), text))
        .isEqualTo(ErrorCode.VALUE_DATE);
  }

  @Test
  void triesThePatternsInOrder() {
    ColumnContract month = Columns.of("m", Kind.MONTH, "yyyy-MM", "yyyyMM");

    assertThat(number(month, "2025-03")).isEqualTo(number(month, "202503"));
    assertThat(refusal(month, "202513")).isEqualTo(ErrorCode.VALUE_DATE);
    assertThat(refusal(Columns.of("d", Kind.DATE, "MMM d, yyyy"), "Feb 30, 2025"))
        .isEqualTo(ErrorCode.VALUE_DATE);
  }

  @Test
  void datesDaysWithoutAYearIntoTheWindow() {
    ColumnContract day = Columns.of("d", Kind.DATE, "localized-month-day", "yyyy-MM-dd");
    ValueDecoder decoder = ValueDecoder.of(day);
    decoder.start("2025-12-30/2026-02-28");

    assertThat(day(decoder, "December 30")).isEqualTo(LocalDate.of(2025, 12, 30));
    assertThat(day(decoder, "28 de febrero")).isEqualTo(LocalDate.of(2026, 2, 28));
    assertThat(day(decoder, "2025-12-31")).isEqualTo(LocalDate.of(2025, 12, 31));
    assertThat(decode(decoder, "August 3")).isEqualTo(ErrorCode.VALUE_DATE);
    assertThat(decode(decoder, "February 29")).isEqualTo(ErrorCode.VALUE_DATE);
    assertThat(decode(decoder, "3")).isEqualTo(ErrorCode.VALUE_DATE);
    decoder.start(null);
    assertThat(decode(decoder, "December 30")).isEqualTo(ErrorCode.VALUE_DATE);
  }

  @Test
  void takesTheFirstRowForTheFirstDayOfAWindowThatHasADayTwice() {
    ValueDecoder decoder = ValueDecoder.of(Columns.of("d", Kind.DATE, "localized-month-day"));
    decoder.start("2025-02-27/2026-02-27");

    assertThat(day(decoder, "February 27")).isEqualTo(LocalDate.of(2025, 2, 27));
    assertThat(day(decoder, "February 28")).isEqualTo(LocalDate.of(2025, 2, 28));
    assertThat(day(decoder, "February 27")).isEqualTo(LocalDate.of(2026, 2, 27));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-05-23T06:57:55-0700, 2025-05-23T13:57:55Z",
    "2025-05-23T06:57:55-07:00, 2025-05-23T13:57:55Z",
    "2025-05-23T06:57:55Z, 2025-05-23T06:57:55Z",
    "2025-05-23T06:57:55.123456+00:00, 2025-05-23T06:57:55.123456Z",
    "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.500Z"
  })
  void readsInstants(String text, Instant instant) {
    long micros = number(Columns.of("t", Kind.TIMESTAMP), text);

    assertThat(Instant.EPOCH.plusNanos(micros * 1000)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2025-05-23T06:57:55", "2025-05-23", "1747983475", "2025-02-30T00:00:00Z"})
  void refusesTimesWithoutAnOffset(String text) {
    assertThat(refusal(Columns.of("t", Kind.TIMESTAMP), text)).isEqualTo(ErrorCode.VALUE_DATE);
  }

  @Test
  void readsTruthInAnyCase() {
    assertThat(number(Columns.of("b", Kind.BOOLEAN), "TRUE")).isEqualTo(1);
    assertThat(number(Columns.of("b", Kind.BOOLEAN), "false")).isEqualTo(0);
    assertThat(refusal(Columns.of("b", Kind.BOOLEAN), "yes")).isEqualTo(ErrorCode.VALUE_TYPE);
  }

  private static ColumnContract grouped(String format) {
    return Columns.numberFormat(Columns.decimal("g", 12, 2), format);
  }

  private static LocalDate day(ValueDecoder decoder, String text) {
    RecordRow row = row(DataTypes.DateType);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(decoder.decode(bytes, 0, bytes.length, row, 0)).isNull();
    return LocalDate.ofEpochDay(row.getInt(0));
  }

  private static ErrorCode decode(ValueDecoder decoder, String text) {
    byte[] bytes = ("x" + text + "x").getBytes(StandardCharsets.UTF_8);
    return decoder.decode(bytes, 1, bytes.length - 1, row(DataTypes.StringType), 0);
  }

  private static ErrorCode refusal(ColumnContract column, String text) {
    return decode(ValueDecoder.of(column), text);
  }

  private static long number(ColumnContract column, String text) {
    RecordRow row = row(DataTypes.LongType);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(ValueDecoder.of(column).decode(bytes, 0, bytes.length, row, 0)).isNull();
    return row.getLong(0);
  }

  private static BigDecimal decimal(ColumnContract column, String text) {
    int precision = column.type().precision();
    int scale = column.type().scale();
    RecordRow row = row(DataTypes.createDecimalType(precision, scale));
    byte[] bytes = ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
    assertThat(ValueDecoder.of(column).decode(bytes, 1, bytes.length - 1, row, 0)).isNull();
    return row.getDecimal(0, precision, scale).toJavaBigDecimal();
  }

  private static RecordRow row(DataType type) {
    return new RecordRow(new DataType[] {type}, 0);
  }
}
