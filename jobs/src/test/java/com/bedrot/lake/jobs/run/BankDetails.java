package com.bedrot.lake.jobs.run;

import java.util.ArrayList;
import java.util.List;

/** Makes small DistroKid statements. */
final class BankDetails {
  private static final String HEADER =
      "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n";

  private final List<String> lines = new ArrayList<>();

  static BankDetails statement() {
    return new BankDetails();
  }

  /** Adds {@code rows} equal lines reported on that day. */
  BankDetails reported(String day, int rows, String earnings) {
    String month = day.substring(0, 7);
    for (int i = 0; i < rows; i++) {
      lines.add(line(day, month, "Spotify", "PIG1987", "QZABC2600001", "3", earnings));
    }
    return this;
  }

  BankDetails broken(int rows) {
    for (int i = 0; i < rows; i++) {
      lines.add(line("2026-02-30", "2026-02", "Spotify", "PIG1987", "QZABC2600001", "3", "0.5"));
    }
    return this;
  }

  BankDetails total(String amount) {
    lines.add("Total" + "\t".repeat(12) + amount);
    return this;
  }

  static String line(
      String reported,
      String month,
      String store,
      String artist,
      String isrc,
      String quantity,
      String earnings) {
    return String.join(
        "\t",
        reported,
        month,
        store,
        artist,
        "Song",
        isrc,
        "0195000000001",
        quantity,
        "100",
        "Song",
        "DE",
        "0.00000",
        earnings);
  }

  String text() {
    return HEADER + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
  }
}
