package com.bedrot.lake.extract.source.youtube;

import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.Window;
import com.bedrot.lake.extract.landing.PageFile;
import com.bedrot.lake.extract.session.token.AccountTokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One channel of YouTube. */
public final class YoutubeExtractor implements Extractor {
  private static final String CHANNEL_DAYS = "channel_days";
  private static final String VIDEO_DAYS = "video_days";
  private static final String VIDEOS = "videos";

  private @Nullable YoutubeClient client;

  @Override
  public Optional<String> prepare(SourceContext context) {
    boolean token =
        AccountTokens.of(context).find(AccountTokens.REFRESH, context.now()).isPresent();
    return Stream.of("CLIENT_ID", "CLIENT_SECRET", AccountTokens.REFRESH)
        .filter(name -> !(name.equals(AccountTokens.REFRESH) && token))
        .filter(name -> context.secrets().find(name).isEmpty())
        .map(name -> context.secrets().variable(name) + " is not set")
        .findFirst();
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    String dataset = due.dataset().name();
    return switch (dataset) {
      case CHANNEL_DAYS, VIDEO_DAYS -> List.of(days(context, dataset, due.window()));
      case VIDEOS -> List.of(videos(context));
      default -> reports(context, due);
    };
  }

  private PlannedFile days(SourceContext context, String dataset, Window window) {
    YoutubeDays days = new YoutubeDays(context, client(context), window);
    boolean channel = dataset.equals(CHANNEL_DAYS);
    String call = (channel ? days.ofChannel() : days.ofVideo("*")).shown();
    return new PlannedFile(
        "youtube_" + dataset + "_*.ndjson",
        List.of(call + (channel ? "" : " of each video") + ", " + window));
  }

  private PlannedFile videos(SourceContext context) {
    YoutubeClient api = client(context);
    return new PlannedFile(
        "youtube_videos_*.ndjson",
        List.of(
            api.call("data", "uploads", Map.of("playlist_id", "*")).shown() + ", all pages",
            api.call("data", VIDEOS, Map.of("ids", "*")).shown()));
  }

  private List<PlannedFile> reports(SourceContext context, DueWindow due) {
    YoutubeReports reports = new YoutubeReports(context, due.dataset().name());
    if (!reports.exist() || !reports.reach(due.window())) {
      return List.of();
    }
    String jobs = client(context).call("reporting", "jobs", Map.of()).shown();
    return List.of(
        new PlannedFile(
            reports.names(),
            List.of(jobs + ", the reports since " + due.window().from() + " that never landed")));
  }

  @Override
  public Set<String> identify(SourceContext context) {
    YoutubeClient.Channel channel = client(context).channel();
    return Set.of(channel.id(), channel.title());
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    String dataset = due.dataset().name();
    return switch (dataset) {
      case CHANNEL_DAYS, VIDEO_DAYS -> fetchDays(context, dataset, due.window());
      case VIDEOS -> fetchVideos(context);
      default ->
          Fetched.of(
              new YoutubeReports(context, dataset)
                  .fetch(client(context), due.window(), context.landed().names(dataset)));
    };
  }

  private Fetched fetchDays(SourceContext context, String dataset, Window window) {
    YoutubeDays days = new YoutubeDays(context, client(context), window);
    Path path = file(context, dataset);
    int rows;
    try (PageFile file = new PageFile(path)) {
      rows = dataset.equals(CHANNEL_DAYS) ? days.addChannel(file) : days.addVideos(file);
    }
    return new Fetched(rows == 0 ? List.of() : List.of(path), window.toString(), Map.of());
  }

  private Fetched fetchVideos(SourceContext context) {
    YoutubeClient api = client(context);
    List<String> ids = api.videos();
    if (ids.isEmpty()) {
      return Fetched.of(List.of());
    }
    int most = context.portal().facts().number("videos_per_call");
    Path path = file(context, VIDEOS);
    try (PageFile file = new PageFile(path)) {
      for (int from = 0; from < ids.size(); from += most) {
        String some = String.join(",", ids.subList(from, Math.min(ids.size(), from + most)));
        file.add(api.page(api.call("data", VIDEOS, Map.of("ids", some)), "items").body());
      }
    }
    return Fetched.of(List.of(path));
  }

  private static Path file(SourceContext context, String dataset) {
    return context.newFile("youtube_" + dataset + "_" + context.now().toEpochMilli() + ".ndjson");
  }

  /** The client of the instance's account, with its channel and token once they are known. */
  private YoutubeClient client(SourceContext context) {
    if (client == null) {
      client = new YoutubeClient(context);
    }
    return client;
  }
}
