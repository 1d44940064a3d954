package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.Reply;
import com.bedrot.lake.extract.replica.server.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** YouTube's Analytics API: days of the channel, or of the videos a filter names. */
final class YoutubeAnalytics {
  private static final int DAYS_UNLESS_ASKED = 28;
  private static final String VIDEO_FILTER = "video==";

  /** What a table is asked to show. */
  private record Columns(List<String> dimensions, List<String> metrics) {}

  private final Site site;
  private final MetricRows channel;

  YoutubeAnalytics(Site site) {
    this.site = site;
    this.channel = new MetricRows(site, "analytics.columns");
  }

  Reply report(Call call, LabelAccount account) {
    List<String> metrics = List.of(call.parameter("metrics").split(",", -1));
    List<String> dimensions = List.of(call.parameter("dimensions").split(",", -1));
    List<String> videos = videos(call.parameter("filters"));
    if (!answerable(call, metrics, dimensions, videos)) {
      return Reply.json(400, site.goldens().text("error-query.json"));
    }
    Window window =
        Window.of(
            call.parameter("startDate"),
            call.parameter("endDate"),
            Window.before(site.goldens().today(), DAYS_UNLESS_ASKED));
    List<String> rows =
        videos.isEmpty()
            ? rows(account, window, metrics)
            : videoRows(account, videos, window, new Columns(dimensions, metrics));
    return table(Stream.concat(dimensions.stream(), metrics.stream()).toList(), page(call, rows));
  }

  /** Days of the channel, days of one video, or days of several videos told apart. */
  private boolean answerable(
      Call call, List<String> metrics, List<String> dimensions, List<String> videos) {
    boolean dimensioned =
        videos.size() < 2 && dimensions.equals(List.of("day"))
            || !videos.isEmpty() && dimensions.equals(List.of("day", "video"));
    return dimensioned
        && metrics.stream().allMatch(channel::knows)
        && call.parameter("ids").equals("channel==MINE");
  }

  private static List<String> videos(String filters) {
    return filters.startsWith(VIDEO_FILTER)
        ? List.of(filters.substring(VIDEO_FILTER.length()).split(",", -1))
        : List.of();
  }

  private List<String> rows(LabelAccount account, Window window, List<String> metrics) {
    return channel.days(account.key() + "/channel.rows", window).stream()
        .map(day -> "[\"" + day.date() + "\"," + numbers(day, metrics) + "]")
        .toList();
  }

  private List<String> videoRows(
      LabelAccount account, List<String> videos, Window window, Columns columns) {
    List<String> known =
        site.goldens()
            .text(account.key() + "/videos.txt")
            .lines()
            .map(line -> line.substring(0, line.indexOf('\t')))
            .toList();
    List<String> rows = new ArrayList<>();
    for (String video : videos) {
      if (known.contains(video)) {
        String file = account.key() + "/video-" + (known.indexOf(video) + 1) + ".rows";
        String second = columns.dimensions().contains("video") ? ",\"" + video + "\"" : "";
        for (MetricRows.Day day : channel.days(file, window)) {
          rows.add(
              "[\"" + day.date() + "\"" + second + "," + numbers(day, columns.metrics()) + "]");
        }
      }
    }
    return rows;
  }

  private String numbers(MetricRows.Day day, List<String> metrics) {
    return metrics.stream()
        .map(metric -> channel.value(day, metric))
        .collect(Collectors.joining(","));
  }

  /** From the 1-based startIndex, maxResults rows at most. */
  private static List<String> page(Call call, List<String> rows) {
    int start = Math.min(number(call.parameter("startIndex"), 1) - 1, rows.size());
    int size = number(call.parameter("maxResults"), rows.size());
    return rows.subList(Math.max(start, 0), Math.min(rows.size(), Math.max(start, 0) + size));
  }

  private static int number(String text, int otherwise) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
  }

  /** Without rows the answer has no {@code rows} at all. */
  private Reply table(List<String> columns, List<String> rows) {
    String headers =
        columns.stream()
            .map(this::header)
            .flatMap(Optional::stream)
            .collect(Collectors.joining(","));
    String empty = site.goldens().around("table-empty.json", headers, Map.of());
    String full = site.goldens().around("table.json", String.join(",", rows), Map.of());
    return Reply.data(rows.isEmpty() ? empty : full.replace("\"HEADERS\"", headers));
  }

  private Optional<String> header(String column) {
    return site.goldens()
        .text("headers.txt")
        .lines()
        .filter(line -> line.startsWith(column + "\t"))
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .findFirst();
  }
}
