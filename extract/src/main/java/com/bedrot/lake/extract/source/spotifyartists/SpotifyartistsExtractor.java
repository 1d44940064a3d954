package com.bedrot.lake.extract.source.spotifyartists;

import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.OpenedPages;
import com.bedrot.lake.extract.browser.PortalAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One artist of Spotify for Artists. */
public final class SpotifyartistsExtractor implements Extractor {
  private static final String AUDIENCE = "audience";
  private static final String SONGS = "songs";
  private static final String SONG_METRICS = "song_metrics";
  private static final String PLAYLISTS = "playlists";

  private final OpenedPages<SpotifyartistsPages> pages = new OpenedPages<>();

  @Override
  public Optional<String> prepare(SourceContext context) {
    if (artists(context).size() == 1) {
      return PortalAccess.missing(context);
    }
    return Optional.of(
        "account "
            + context.account().key()
            + " needs one artist id among its handles, the 22 letters and digits of the artist's"
            + " address, and has the handles "
            + context.account().handles());
  }

  private static List<String> artists(SourceContext context) {
    String id = context.portal().facts().text("artist_id");
    return context.account().handles().stream().filter(handle -> handle.matches(id)).toList();
  }

  private static String artist(SourceContext context) {
    return artists(context).get(0);
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    String artist = artist(context);
    return switch (due.dataset().name()) {
      case AUDIENCE -> List.of(planned(context, artist + "-audience-timeline.csv", AUDIENCE, ""));
      case SONGS ->
          spans(context)
              .map(span -> planned(context, artist + "-songs-" + span + ".csv", SONGS, span))
              .toList();
      case SONG_METRICS ->
          spans(context)
              .map(span -> planned(context, metricsFile(artist, span), SONGS, span))
              .toList();
      case PLAYLISTS -> List.of(planned(context, artist + "-playlists-*.csv", PLAYLISTS, ""));
      default -> List.of();
    };
  }

  private static String metricsFile(String artist, String span) {
    return "spotify_song_metrics_" + artist + "_" + span + "_*.json";
  }

  private static Stream<String> spans(SourceContext context) {
    return context.portal().facts().texts("spans").stream();
  }

  private static PlannedFile planned(SourceContext context, String file, String page, String span) {
    Map<String, String> values = Map.of("artist_id", artist(context), "span", span);
    String address = context.guard().origin("web") + context.portal().page(page, values);
    return new PlannedFile(file, List.of("page " + address));
  }

  @Override
  public Set<String> identify(SourceContext context) {
    return pages.identify(new SpotifyartistsPages(context, artist(context)));
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    SpotifyartistsPages open = pages.get();
    return Fetched.of(
        switch (due.dataset().name()) {
          case SONGS -> open.songs();
          case SONG_METRICS -> open.songMetrics();
          default -> List.of(open.export(due.dataset().name()));
        });
  }

  @Override
  public void close() {
    pages.close();
  }
}
