package com.bedrot.lake.extract.demo;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Statement lines of one artist: every month three tracks or more in seven stores, refunds, zero
 * quantities and equal lines among them. Earnings have twelve decimals.
 */
final class DemoStatements {
  private static final int SALE_MONTHS = 18;
  private static final int REPORTED_AFTER_MONTHS = 2;
  private static final int REPORTING_DAY = 4;

  /** Name in statements, earnings of one unit in millionths of a millionth of a dollar. */
  private record Store(String name, long unit, int mostUnits, List<String> countries) {}

  private static final List<Store> STORES =
      List.of(
          new Store("Spotify", 2_274_000_000L, 4000, List.of("US", "DE", "BR")),
          new Store("Apple Music", 5_771_000_000L, 900, List.of("US", "GB")),
          new Store("YouTube (Ads)", 612_345_678L, 2500, List.of("US", "MX")),
          new Store("YouTube (Red)", 4_100_250_000L, 300, List.of("US")),
          new Store("Amazon Unlimited (Streaming)", 4_020_000_001L, 250, List.of("US", "DE")),
          new Store("Facebook", 110_000_123L, 30_000, List.of("OU")),
          new Store("TikTok", 95_000_007L, 12_000, List.of("US", "BR")));

  private final String artist;
  private final List<String> titles;
  private final String isrcStem;
  private final long seed;
  private final YearMonth lastReport;

  /** One line of a statement. */
  record Line(
      LocalDate reportedOn,
      YearMonth saleMonth,
      String store,
      String artist,
      String title,
      String isrc,
      String upc,
      long quantity,
      String country,
      BigDecimal earnings) {}

  DemoStatements(
      String artist, List<String> titles, String isrcStem, long seed, YearMonth lastReport) {
    this.artist = artist;
    this.titles = titles;
    this.isrcStem = isrcStem;
    this.seed = seed;
    this.lastReport = lastReport;
  }

  /** The account's whole history as reported until the end of that month. */
  List<Line> until(YearMonth report) {
    List<Line> lines = new ArrayList<>();
    for (int back = SALE_MONTHS - 1; back >= 0; back--) {
      YearMonth reported = lastReport.minusMonths(back);
      if (!reported.isAfter(report)) {
        month(
            reported,
            new Random(seed * 31 + reported.getYear() * 12L + reported.getMonthValue()),
            lines);
      }
    }
    return lines;
  }

  private void month(YearMonth reported, Random random, List<Line> lines) {
    YearMonth sold = reported.minusMonths(REPORTED_AFTER_MONTHS);
    for (int track = 0; track < titles.size(); track++) {
      for (Store store : STORES) {
        for (String country : store.countries()) {
          Line line =
              line(reported, sold, track, store, country, 1 + random.nextInt(store.mostUnits()));
          lines.add(line);
          if (random.nextInt(40) == 0) {
            lines.add(line);
          }
          if (random.nextInt(60) == 0) {
            lines.add(line(reported, sold, track, store, country, -1));
          }
          if (random.nextInt(60) == 0) {
            lines.add(line(reported, sold.minusMonths(1), track, store, country, 0));
          }
        }
      }
    }
  }

  private Line line(
      YearMonth reported, YearMonth sold, int track, Store store, String country, long quantity) {
    return new Line(
        reported.atDay(REPORTING_DAY),
        sold,
        store.name(),
        artist,
        titles.get(track),
        isrcStem + String.format(java.util.Locale.ROOT, "%05d", track + 1),
        String.format(java.util.Locale.ROOT, "0%012d", 197_000_000_000L + track + seed),
        quantity,
        country,
        BigDecimal.valueOf(quantity * store.unit(), 12));
  }

  /** The export's older form: 13 columns, tabs. */
  static String tabSeparated(List<Line> lines) {
    StringBuilder text =
        new StringBuilder(
            "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\t"
                + "Song/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n");
    for (Line line : lines) {
      text.append(
          String.join(
              "\t",
              line.reportedOn().toString(),
              line.saleMonth().toString(),
              line.store(),
              line.artist(),
              line.title(),
              line.isrc(),
              line.upc(),
              Long.toString(line.quantity()),
              "100",
              "Song",
              line.country(),
              "0",
              line.earnings().toPlainString()));
      text.append('\n');
    }
    return text.toString();
  }

  /** The export's newer form: 15 columns, every field quoted, commas. */
  static String quoted(List<Line> lines) {
    StringBuilder text =
        new StringBuilder(
            "\"Date Inserted\",\"Reporting Date\",\"Sale Month\",\"Store\",\"Artist\",\"Title\",\"ISRC\",\"UPC\","
                + "\"Quantity\",\"Team Percentage\",\"Source Type\",\"Country of Sale\","
                + "\"Songwriter Royalties Withheld (USD)\",\"Earnings (USD)\",\"Recoup (USD)\"\r\n");
    for (Line line : lines) {
      text.append('"')
          .append(
              String.join(
                  "\",\"",
                  line.reportedOn().plusDays(2).toString(),
                  line.reportedOn().toString(),
                  line.saleMonth().toString(),
                  line.store(),
                  line.artist(),
                  line.title().replace("\"", "\"\""),
                  line.isrc(),
                  line.upc(),
                  Long.toString(line.quantity()),
                  "100",
                  "Song",
                  line.country(),
                  "0.00000",
                  line.earnings().toPlainString(),
                  ""))
          .append("\"\r\n");
    }
    return text.toString();
  }

  /** Four lines no reader can take: each breaks another rule. */
  static String brokenLines() {
    return "2026-02-30\t2026-01\tSpotify\tPIG1987\tDYSMORPHIA\tQZDEM2600001\t0197000001987\t3\t100\tSong\tUS\t0\t0.006822\n"
        + "2026-10-04\t2026-08\tSpotify\tPIG1987\tDYSMORPHIA\tQZDEM2600001\t0197000001987\tmany\t100\tSong\tUS\t0\t0.006822\n"
        + "2026-10-04\t2026-08\tSpotify\tPIG1987\tDYSMORPHIA\tQZDEM2600001\t0197000001987\t3\t100\tSong\tUS\t0\t1.234,50\n"
        + "2026-10-04\t2026-08\tSpotify\tPIG1987\n";
  }
}
