package com.bedrot.lake.conf.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.format.YearlessDates.Dated;
import com.bedrot.lake.conf.format.YearlessDates.Evidence;
import com.bedrot.lake.conf.format.YearlessDates.Kind;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YearlessDatesTest {
  private static List<@Nullable MonthDay> days(LocalDate first, int count) {
    return new ArrayList<>(
        IntStream.range(0, count).mapToObj(i -> MonthDay.from(first.plusDays(i))).toList());
  }

  private static Dated date(List<@Nullable MonthDay> days, Kind kind, String day) {
    return YearlessDates.date(days, new Evidence(kind, LocalDate.parse(day))).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "April 12|--04-12",
        "28 August|--08-28",
        "28. August|--08-28",
        "8 de marzo|--03-08",
        "28 апреля|--04-28",
        "29 февраля|--02-29",
        "1 mai|--05-01",
        "1er août|--08-01",
        "3 de março|--03-03",
        "17 oktober|--10-17",
        "2. März|--03-02",
        "15 décembre|--12-15",
        "MAY 3|--05-03",
        "Sept. 9|--09-09",
        "9 янв.|--01-09"
      })
  void readsMonthsInWordsInBothOrders(String text, String expected) {
    assertThat(MonthNames.parse(text)).contains(MonthDay.parse(expected));
  }

  @ParameterizedTest
  @CsvSource({"April 31", "Smarch 3", "2026-04-12", "''", "0 May", "12"})
  void refusesWhatIsNoMonthAndDay(String text) {
    assertThat(MonthNames.parse(text)).isEmpty();
  }

  @Test
  void carriesTheYearOverNewYear() {
    Dated dated = date(days(LocalDate.parse("2025-02-28"), 365), Kind.NAME_WINDOW, "2025-02-28");
    assertThat(dated.window()).isEqualTo("2025-02-28/2026-02-27");
    assertThat(dated.dates()).hasSize(365).doesNotContainNull();
    assertThat(dated.gap()).isFalse();
  }

  @Test
  void takesTheLatestYearThatEndsOnOrBeforeTheEvidence() {
    List<@Nullable MonthDay> week = days(LocalDate.parse("2026-04-16"), 7);
    assertThat(date(week, Kind.LANDING, "2026-04-24").window()).isEqualTo("2026-04-16/2026-04-22");
    assertThat(date(week, Kind.LANDING, "2026-04-22").window()).isEqualTo("2026-04-16/2026-04-22");
    assertThat(date(week, Kind.LANDING, "2026-04-21").window()).isEqualTo("2025-04-16/2025-04-22");
    assertThat(date(week, Kind.LANDING, "2027-01-02").window()).isEqualTo("2026-04-16/2026-04-22");
  }

  @Test
  void endsBeforeTheEvidenceWhenTheRowsCrossNewYear() {
    List<@Nullable MonthDay> days = days(LocalDate.parse("2025-12-28"), 8);
    assertThat(date(days, Kind.NAME_EPOCH, "2026-01-05").window())
        .isEqualTo("2025-12-28/2026-01-04");
    assertThat(date(days, Kind.NAME_EPOCH, "2026-01-03").window())
        .isEqualTo("2024-12-28/2025-01-04");
  }

  @Test
  void putsALeapDayIntoALeapYear() {
    List<@Nullable MonthDay> days = days(LocalDate.parse("2024-02-27"), 4);
    assertThat(date(days, Kind.LANDING, "2026-04-24").window()).isEqualTo("2024-02-27/2024-03-01");
    assertThat(date(days, Kind.LANDING, "2026-04-24").gap()).isTrue();
    assertThat(date(days, Kind.NAME_WINDOW, "2024-02-27").gap()).isFalse();
  }

  @Test
  void flagsAGapOfMoreThanSevenDays() {
    List<@Nullable MonthDay> week = days(LocalDate.parse("2026-04-16"), 7);
    assertThat(date(week, Kind.NAME_EPOCH, "2026-04-29").gap()).isFalse();
    assertThat(date(week, Kind.NAME_EPOCH, "2026-04-30").gap()).isTrue();
    assertThat(date(week, Kind.STATED, "2026-04-09").gap()).isFalse();
    assertThat(date(week, Kind.STATED, "2026-04-08").gap()).isTrue();
  }

  @Test
  void keepsRowsWithoutADayAsGaps() {
    List<@Nullable MonthDay> days = days(LocalDate.parse("2026-04-16"), 3);
    days.set(1, null);
    assertThat(date(days, Kind.LANDING, "2026-04-24").dates())
        .containsExactly(LocalDate.parse("2026-04-16"), null, LocalDate.parse("2026-04-18"));
  }

  @Test
  void findsNoWindowWithoutDays() {
    Evidence evidence = new Evidence(Kind.LANDING, LocalDate.parse("2026-04-24"));
    assertThat(YearlessDates.date(List.of(), evidence)).isEmpty();
  }

  @Test
  void readsTheRowsOfAKnownWindowOneByOne() {
    YearlessDates.Carrier carrier = new YearlessDates.Carrier(LocalDate.parse("2025-12-31"));
    assertThat(carrier.next(MonthDay.of(12, 31))).contains(LocalDate.parse("2025-12-31"));
    assertThat(carrier.next(MonthDay.of(1, 1))).contains(LocalDate.parse("2026-01-01"));
    assertThat(carrier.next(MonthDay.of(2, 29))).isEmpty();
  }
}
