package com.bedrot.lake.extract.source.youtube;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.Window;
import com.bedrot.lake.extract.http.Call;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bulk reports of one type: a file a day, and another one where a day was made again. */
final class YoutubeReports {
  private static final String ORIGIN = "reporting";

  private final SourceContext context;
  private final String type;

  /**
   * A report that can be downloaded.
   *
   * @param day the day it is of, where YouTube's days begin
   */
  private record Report(LocalDate day, Instant created, URI download) {
    String name(String type) {
      return "youtube_" + type + "_" + day + "_" + created.toEpochMilli() + ".csv";
    }
  }

  YoutubeReports(SourceContext context, String dataset) {
    this.context = context;
    this.type = context.portal().facts().map("reports").getOrDefault(dataset, "");
  }

  /** Whether the dataset comes as reports. */
  boolean exist() {
    return !type.isEmpty();
  }

  /** Whether reports made since the window's first day may still be there. */
  boolean reach(Window window) {
    int kept = context.portal().facts().number("reports_kept_days");
    LocalDate today = context.now().atZone(ZoneOffset.UTC).toLocalDate();
    return !window.to().isBefore(today.minusDays(kept));
  }

  /** Name of the files, with {@code *} for their day and when they were made. */
  String names() {
    return "youtube_" + type + "_*.csv";
  }

  /**
   * Downloads what was made since the window's first day, of days up to its last, and has not
   * landed. Where nobody asked YouTube for such reports yet they are asked for: the first one comes
   * within two days.
   */
  List<Path> fetch(YoutubeClient client, Window window, Set<String> landed) {
    Optional<String> job = job(client);
    if (job.isEmpty()) {
      order(client);
      return List.of();
    }
    Instant since = window.from().atStartOfDay(ZoneOffset.UTC).toInstant();
    Call first =
        client.call(
            ORIGIN, "job_reports", Map.of("job_id", job.get(), "created_after", since.toString()));
    List<Report> reports =
        client.all(first, "reports").stream()
            .map(this::report)
            .filter(report -> !report.day().isAfter(window.to()))
            .filter(report -> !landed.contains(report.name(type)))
            .sorted(Comparator.comparing(Report::created).thenComparing(Report::day))
            .toList();
    return download(client, reports);
  }

  private List<Path> download(YoutubeClient client, List<Report> reports) {
    List<Path> files = new ArrayList<>();
    for (Report report : reports) {
      Path file = context.newFile(report.name(type));
      context.progress().accept("downloading " + file.getFileName());
      client.download(Call.get(report.download()).expecting(Call.Expected.TEXT), file);
      files.add(file);
    }
    return files;
  }

  private Optional<String> job(YoutubeClient client) {
    return client.all(client.call(ORIGIN, "jobs", Map.of()), "jobs").stream()
        .filter(job -> job.path("reportTypeId").asText("").equals(type))
        .map(job -> job.path("id").asText(""))
        .filter(id -> !id.isEmpty())
        .findFirst();
  }

  private void order(YoutubeClient client) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("reportTypeId", type)
            .put("name", "lake " + type)
            .toString();
    client.send(Call.json(client.call(ORIGIN, "jobs", Map.of()).uri(), body));
    context.progress().accept("asked for " + type + ": its first report comes within two days");
  }

  private Report report(JsonNode shown) {
    try {
      ZoneId zone = ZoneId.of(context.portal().facts().text("reports_zone"));
      return new Report(
          Instant.parse(shown.path("startTime").asText("")).atZone(zone).toLocalDate(),
          Instant.parse(shown.path("createTime").asText("")),
          URI.create(shown.path("downloadUrl").asText("")));
    } catch (DateTimeException | IllegalArgumentException broken) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, type + ": a report without its times or address");
    }
  }
}
