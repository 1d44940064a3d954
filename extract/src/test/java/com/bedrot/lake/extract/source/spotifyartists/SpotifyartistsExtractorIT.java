package com.bedrot.lake.extract.source.spotifyartists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.source.ReplicaLake;
import com.bedrot.lake.extract.source.SourceOnReplica;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The engine and a real Chromium against the replica. */
@RequiresTool(Tool.CHROMIUM)
class SpotifyartistsExtractorIT extends SourceOnReplica {
  private static final String SPOTIFY = "spotifyartists";
  private static final String AUDIENCE = "audience";
  private static final String SONGS = "songs";
  private static final String METRICS = "song_metrics";
  private static final String PLAYLISTS = "playlists";
  private static final List<String> SPANS = List.of("1day", "7day", "28day", "1year", "all");
  private static final String PIG = "pig1987";
  private static final String ZONE = "zone-a0";
  private static final Map<String, String> ARTISTS =
      Map.of(PIG, "1pig1987Replica000000A", ZONE, "2zoneA0Replica0000000B");

  @Test
  void whatFailsLandsNothingAndTheNextRunBringsEveryDatasetOfBothArtists() throws IOException {
    failsFirst();

    assertThat(lake.extract(SPOTIFY, null, null))
        .extracting(o -> o.account() + " " + o.dataset() + " " + o.kind() + " " + o.files())
        .containsExactly(
            "pig1987 audience LANDED 1",
            "pig1987 songs LANDED 5",
            "pig1987 song_metrics LANDED 5",
            "pig1987 playlists LANDED 1",
            "zone-a0 audience LANDED 1",
            "zone-a0 songs LANDED 5",
            "zone-a0 song_metrics LANDED 5",
            "zone-a0 playlists LANDED 1");
    for (String account : List.of(PIG, ZONE)) {
      addsUp(account, ARTISTS.get(account));
    }
    assertThat(lake.manifests()).extracting(Manifest::account).containsOnly(PIG, ZONE);
  }

  private void failsFirst() {
    String artist = "/c/artist/" + ARTISTS.get(PIG);
    lake.fault(SPOTIFY, Fault.LAYOUT_CHANGED, artist + "/audience/stats");
    lake.fault(SPOTIFY, Fault.EMPTY_BODY, artist + "/music/songs.csv");
    lake.fault(SPOTIFY, Fault.ERROR_BODY, "/catalog-view/");
    lake.fault(SPOTIFY, Fault.OTHER_ACCOUNT, artist + "/music/playlists.csv");

    assertThat(ReplicaLake.ends(lake.extract(SPOTIFY, PIG, null), PIG))
        .containsOnly(
            Map.entry(AUDIENCE, "FAILED PORTAL_LAYOUT_CHANGED"),
            Map.entry(SONGS, "FAILED RESPONSE_EMPTY"),
            Map.entry(METRICS, "FAILED SOURCE_ERROR"),
            Map.entry(PLAYLISTS, "FAILED ACCOUNT_MISMATCH"));
    lake.replica().faults().clear();

    lake.fault(SPOTIFY, Fault.OTHER_ACCOUNT, "");
    assertThat(lake.extract(SPOTIFY, PIG, null))
        .singleElement()
        .satisfies(
            other ->
                assertThat(other.detail())
                    .startsWith("spotifyartists shows account \"" + ARTISTS.get(ZONE) + "\""));
    assertThat(lake.manifests()).isEmpty();
    lake.replica().faults().clear();
  }

  private void addsUp(String account, String artist) throws IOException {
    Map<String, byte[]> audience = lake.landed(SPOTIFY, account, AUDIENCE);
    assertThat(audience).containsOnlyKeys(artist + "-audience-timeline.csv");
    ReplicaLake.assertAddsUp(
        SPOTIFY, AUDIENCE, account, audience(audience.values().iterator().next()));
    Map<String, byte[]> playlists = lake.landed(SPOTIFY, account, PLAYLISTS);
    assertThat(playlists).containsOnlyKeys(artist + "-playlists-28day.csv");
    ReplicaLake.assertAddsUp(
        SPOTIFY, PLAYLISTS, account, streams(playlists.values().iterator().next()));

    Map<String, byte[]> songs = lake.landed(SPOTIFY, account, SONGS);
    Map<String, byte[]> metrics = lake.landed(SPOTIFY, account, METRICS);
    assertThat(songs).hasSameSizeAs(SPANS);
    assertThat(metrics).hasSameSizeAs(SPANS);
    for (String span : SPANS) {
      byte[] csv = songs.get(artist + "-songs-" + span + ".csv");
      ReplicaLake.assertAddsUp(SPOTIFY, "songs_" + span, account, streams(csv));
      byte[] json =
          metrics.get("spotify_song_metrics_" + artist + "_" + span + "_1792065600000.json");
      ReplicaLake.assertAddsUp(SPOTIFY, "songs_" + span, account, metrics(json));
    }
  }

  private static List<Map<String, String>> records(byte[] csv) {
    return Tally.records(new String(csv, StandardCharsets.UTF_8), ',');
  }

  private static Tally audience(byte[] csv) {
    Tally tally = new Tally();
    for (Map<String, String> day : records(csv)) {
      tally
          .row()
          .add("streams", day.get("streams"))
          .add("listeners", day.get("listeners"))
          .set("last_followers", day.get("followers"));
    }
    return tally;
  }

  private static Tally streams(byte[] csv) {
    Tally tally = new Tally();
    records(csv).forEach(line -> tally.row().add("streams", line.get("streams")));
    return tally;
  }

  private static Tally metrics(byte[] json) throws IOException {
    Tally tally = new Tally();
    for (JsonNode song : new ObjectMapper().readTree(json).path("songs")) {
      tally.row().add("streams", song.path("numStreams").asText());
    }
    return tally;
  }

  @Test
  void anAccountWithoutAnArtistIdIsNotVisited() throws IOException {
    Path settings = home.resolve("lake.yml");
    String text = Files.readString(settings);
    Files.writeString(settings, text.replace("\"" + ARTISTS.get(PIG) + "\", ", ""));

    assertThatThrownBy(() -> lake.extract(SPOTIFY, PIG, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "account pig1987 needs one artist id among its handles, the 22 letters and digits of"
                + " the artist's address, and has the handles [PIG1987]");
    assertThat(lake.replica().requests().of(SPOTIFY)).isEmpty();
  }
}
