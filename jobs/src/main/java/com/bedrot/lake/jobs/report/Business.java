package com.bedrot.lake.jobs.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tables say, from the warehouse.
 *
 * @param absence why there is nothing to show, or null
 */
public record Business(
    @Nullable String absence,
    List<Statement> statements,
    List<TopTrack> tracks,
    List<Chart> revenue,
    List<Chart> audience,
    List<Chart> advertising) {
  public Business {
    statements = List.copyOf(statements);
    tracks = List.copyOf(tracks);
    revenue = List.copyOf(revenue);
    audience = List.copyOf(audience);
    advertising = List.copyOf(advertising);
  }

  /** What the pictures of the audience lack, or empty. */
  public String audienceNote() {
    boolean anyStreams = audience.stream().anyMatch(chart -> chart.id().equals("streams"));
    if (audience.isEmpty()) {
      return "No streams and no social days are published yet.";
    }
    return anyStreams ? "" : "No streams yet: they are counted for stores that are matched.";
  }

  /** What the pictures of the ads lack, or empty. */
  public String advertisingNote() {
    return advertising.isEmpty() ? "No ad days are published yet." : "";
  }

  static Business absent(String why) {
    return new Business(why, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /**
   * A statement with its totals to the last digit.
   *
   * @param agreement {@code none declared}, {@code agrees} or {@code differs}
   */
  public record Statement(
      String source,
      String account,
      String fileName,
      String months,
      String landed,
      String rows,
      String quarantined,
      String declared,
      String computed,
      String currency,
      String agreement) {}

  /** A track and what it earned since the beginning. */
  public record TopTrack(String title, String artist, String earnings, String streams) {}
}
