package com.bedrot.lake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ChartMakerTest {
  @Test
  void refundsStackBelowTheZeroLine() {
    Pivot pivot =
        new Pivot()
            .add("2026-01", "Spotify", new BigDecimal("3.00"))
            .add("2026-01", "Apple", new BigDecimal("-1.00"));

    Chart chart = ChartMaker.bars("m", "Earnings", "USD", pivot).orElseThrow();

    assertThat(chart.gridLines())
        .extracting(Chart.Tick::text)
        .containsExactly("-1", "0", "1", "2", "3");
    assertThat(chart.bars())
        .containsExactly(
            new Chart.Bar("0", "383.0", "12.0", "46.0", "159.0", "2026-01, Spotify: 3.0000 USD"),
            new Chart.Bar("1", "383.0", "171.0", "46.0", "53.0", "2026-01, Apple: -1.0000 USD"));
  }

  @Test
  void aMissingDayBreaksTheLineAndIsNoZero() {
    Pivot pivot =
        new Pivot()
            .add("2026-02-27", "sg", BigDecimal.ONE)
            .add("2026-02-28", "sg", BigDecimal.TEN)
            .add("2026-03-02", "sg", BigDecimal.ZERO)
            .add("2026-03-02", "other", null);

    Chart chart = ChartMaker.lines("v", "Views", "views", pivot).orElseThrow();

    assertThat(chart.lines()).extracting(line -> line.dots().size()).containsExactly(2, 1);
    assertThat(chart.rows())
        .extracting(row -> String.join(" ", row))
        .containsExactly("2026-02-27 1", "2026-02-28 10", "2026-03-01 –", "2026-03-02 0");
    assertThat(chart.summary())
        .isEqualTo("Views in views, from 2026-02-27 to 2026-03-02; the numbers follow as a table");
  }

  @Test
  void smallSeriesAreAddedUpAndShownLast() {
    Pivot pivot = new Pivot();
    for (int i = 1; i <= 8; i++) {
      pivot.add("2026-01", "store " + i, BigDecimal.valueOf(i));
    }

    Chart chart = ChartMaker.bars("m", "Earnings", "USD", pivot).orElseThrow();

    assertThat(chart.header())
        .containsExactly(
            "month", "store 8", "store 7", "store 6", "store 5", "store 4", "all others");
    assertThat(chart.rows().get(0)).endsWith("6.0000");
    assertThat(chart.legend()).last().isEqualTo(new Chart.Entry("all others", "x"));
  }

  @Test
  void nothingToShowIsNoPicture() {
    assertThat(ChartMaker.bars("m", "Earnings", "USD", new Pivot().add("2026-01", "a", null)))
        .isEmpty();
    assertThat(ChartMaker.lines("v", "Views", "views", new Pivot())).isEmpty();
  }

  @Test
  void amountsKeepEveryDigitOrSayThatTheyAreMissing() {
    assertThat(Amount.exact(new BigDecimal("1234.547294600000"))).isEqualTo("1,234.5472946");
    assertThat(Amount.exact(new BigDecimal("-5"))).isEqualTo("-5.00");
    assertThat(Amount.exact(null)).isEqualTo("–");
    assertThat(Amount.rounded(new BigDecimal("0.00005"), 4)).isEqualTo("0.0000");
  }
}
