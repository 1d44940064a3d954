package com.bedrot.lake.extract.source.spotifyartists;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.PageCall;
import com.bedrot.lake.extract.browser.PortalBrowser;
import com.bedrot.lake.extract.browser.PortalEntry;
import com.bedrot.lake.extract.browser.PortalPage;
import com.bedrot.lake.extract.browser.PortalPages;
import com.bedrot.lake.extract.resilience.SourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pages of one artist in the browser of an account, signed in. */
final class SpotifyartistsPages implements PortalPages {
  private static final String SONGS = "songs";

  private final SourceContext context;
  private final String artist;
  private final PortalBrowser browser;
  private final PortalPage page;

  /**
   * Opens a browser at the artist's home; signs in where the portal asks.
   *
   * @param artist the artist's id
   */
  SpotifyartistsPages(SourceContext context, String artist) {
    this.context = context;
    this.artist = artist;
    this.browser = PortalEntry.open(context, "home", Map.of("artist_id", artist));
    this.page = browser.page();
  }

  /** The id of the artist the page shows. */
  @Override
  public String account() {
    return page.text("artist");
  }

  /** The file a page offers, under the portal's own name. */
  Path export(String pageName) {
    return export(pageName, Map.of("artist_id", artist));
  }

  /** The songs of every span, a file each. */
  List<Path> songs() {
    List<Path> files = new ArrayList<>();
    for (String span : spans()) {
      files.add(export(SONGS, values(span)));
    }
    return files;
  }

  /** What the songs' page is told for every span, a file each, as it came. */
  List<Path> songMetrics() {
    List<Path> files = new ArrayList<>();
    for (String span : spans()) {
      files.add(songMetrics(span));
    }
    return files;
  }

  private Path songMetrics(String span) {
    PageCall call = new PageCall(page, SONGS);
    byte[] answer = call.answer(SONGS, values(span));
    requireArtist(account());
    String place = context.portal().facts().text("songs_at");
    if (!call.json(answer).at(place).isArray()) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, "the answer of " + SONGS + " has no list at " + place);
    }
    String name =
        "spotify_song_metrics_%s_%s_%d.json".formatted(artist, span, context.now().toEpochMilli());
    return context.newFile(name, answer);
  }

  private Path export(String pageName, Map<String, String> values) {
    page.go(pageName, values);
    page.requireSignedIn();
    requireArtist(account());
    Path file = page.download("download");
    requireArtist(String.valueOf(file.getFileName()).replaceFirst("-.*", ""));
    return file;
  }

  /** A user of several artists may be shown another one than the one asked for. */
  private void requireArtist(String shown) {
    if (!shown.equals(artist)) {
      throw new AuthenticationException(
          ErrorCode.ACCOUNT_MISMATCH, "the portal shows artist " + shown + ", not " + artist);
    }
  }

  private List<String> spans() {
    return context.portal().facts().texts("spans");
  }

  private Map<String, String> values(String span) {
    return Map.of("artist_id", artist, "span", span);
  }

  @Override
  public void close() {
    browser.close();
  }
}
