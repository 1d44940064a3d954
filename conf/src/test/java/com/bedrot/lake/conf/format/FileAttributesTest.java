package com.bedrot.lake.conf.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.contract.ContractLoader;
import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.conf.contract.DatasetContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileAttributesTest {
  private static final Instant SEEN = Instant.parse("2026-10-27T23:30:00Z");
  private static final String ARTIST = "4kAbCdEfGhIjKlMnOpQrSt";
  private static final Contracts CONTRACTS = ContractLoader.load(Path.of(""));

  private static Map<String, String> attributes(
      String dataset, String name, Map<String, String> stated) {
    return FileAttributes.of(contract(dataset), name, stated, null, null, SEEN);
  }

  private static DatasetContract contract(String dataset) {
    return CONTRACTS.dataset(dataset).orElseThrow();
  }

  @Test
  void takesAMonthAWindowAndATitleFromTheName() {
    assertThat(attributes("toolost.sales", "08-2026-482913.csv", Map.of()))
        .isEqualTo(Map.of("period", "2026-08"));
    assertThat(attributes("spotifyartists.songs", ARTIST + "-songs-28day.csv", Map.of()))
        .isEqualTo(Map.of("span", "28day", "observed_on", "2026-10-27"));
    assertThat(attributes("spotifyartists.song_timelines", "Undertow-timeline.csv", Map.of()))
        .isEqualTo(Map.of("song", "Undertow"));
  }

  @Test
  void believesWhatWasStatedBeforeTheName() {
    assertThat(
            attributes("toolost.sales", "08-2026-482913.csv", Map.of("period", "2026-07"))
                .get("period"))
        .isEqualTo("2026-07");
  }

  @Test
  void datesTotalsToTheDayInTheNameAndLeavesThoseNobodyDatesToTheirBytes() {
    assertThat(window("instagram.follower_count", "instagram_follower_count_1793102400.json"))
        .isEqualTo("2026-10-27/2026-10-27");
    assertThat(window("spotifyartists.songs", ARTIST + "-songs-28day.csv")).isNull();
    assertThat(window("spotifyartists.audience", "spotify_audience_" + ARTIST + "_1793102400.csv"))
        .isNull();
  }

  private static String window(String dataset, String name) {
    return FileAttributes.window(contract(dataset), ScanContext.of(name, SEEN)).orElse(null);
  }
}
