package com.bedrot.lake.conf.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.run.RunId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LandingNameTest {
  private static final RunId RUN = new RunId("20261120T120000Z-aaaaaa");
  private static final Instant STAMP = Instant.parse("2026-11-20T12:00:01.234Z");
  private static final LandingName NAME =
      new LandingName("distrokid", "bank_details", "sg", STAMP, RUN, "My file [1].csv");

  @Test
  void makesTheKeyOfAFileAndItsManifest() {
    assertThat(NAME.key())
        .isEqualTo(
            "distrokid/bank_details/sg/20261120T120001234Z_20261120T120000Z-aaaaaa/My file [1].csv");
    assertThat(NAME.manifestKey())
        .isEqualTo(
            "distrokid/bank_details/sg/20261120T120001234Z_20261120T120000Z-aaaaaa/manifest.json");
    assertThat(NAME.withFile("b.csv").drop()).isEqualTo(NAME.drop());
  }

  @Test
  void readsBackWhatItMade() {
    assertThat(LandingName.parse(NAME.key())).contains(NAME);
    assertThat(LandingName.parseDrop(NAME.drop())).contains(NAME.withFile("manifest.json"));
  }

  @Test
  void doesNotReadOtherKeys() {
    for (String key :
        List.of(
            "a",
            "a/b/c/d/e",
            "a/b/c/20261120T120001234Z_x/e",
            "a/b/c/2026_20261120T120000Z-aaaaaa/e",
            "A/b/c/20261120T120001234Z_20261120T120000Z-aaaaaa/e",
            "a/b/c/20261120T120001234Z_20261120T120000Z-aaaaaa/.hidden")) {
      assertThat(LandingName.parse(key)).as(key).isEmpty();
    }
    assertThat(LandingName.parseDrop("a/b/c/d")).isEmpty();
  }

  @Test
  void refusesUnsafeParts() {
    assertThatThrownBy(() -> new LandingName("../x", "d", "a", STAMP, RUN, "f"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a landing place: ../x/d/a");
    assertThatThrownBy(() -> NAME.withFile("a\u202eb"))
        .hasMessage("a\\u202eb: it holds control or invisible characters");
  }

  @Test
  void tellsSafeFileNamesFromUnsafeOnes() {
    for (String safe : List.of("a.csv", "Größe (1) [x]*?.tsv", "a%20b.csv", "日本.csv", "a.b.c")) {
      assertThat(SafeName.problem(safe)).as(safe).isEmpty();
    }
    Map<String, String> unsafe =
        Map.ofEntries(
            Map.entry("", "the name is empty"),
            Map.entry(".a", "it starts with a dot or an underscore"),
            Map.entry("_a", "it starts with a dot or an underscore"),
            Map.entry("a/b", "it holds path parts"),
            Map.entry("a\\b", "it holds path parts"),
            Map.entry("a..b", "it holds path parts"),
            Map.entry("a%2e%2e%2fb", "it holds path parts"),
            Map.entry("a%252fb", "it holds path parts"),
            Map.entry("C:x", "it holds path parts"),
            Map.entry("a\u0000", "it holds control or invisible characters"),
            Map.entry("a\nb", "it holds control or invisible characters"),
            Map.entry("a\u200bb", "it holds control or invisible characters"),
            Map.entry("x".repeat(201), "it is over 200 bytes"));
    unsafe.forEach(
        (name, why) -> assertThat(SafeName.problem(name)).as(name).isEqualTo(Optional.of(why)));
  }

  @Test
  void twinsInOtherUnicodeFormsAreOneName() {
    assertThat(SafeName.normalised("e\u0301.csv")).isEqualTo("\u00e9.csv");
  }

  @Test
  void accountsAndIdsHaveTheirShape() {
    assertThat(SafeName.isAccount("zone-a0")).isTrue();
    assertThat(SafeName.isAccount("zone.a0")).isFalse();
    assertThat(SafeName.isAccount("-a")).isFalse();
    assertThat(SafeName.isAccount("a".repeat(64))).isTrue();
    assertThat(SafeName.isAccount("a".repeat(65))).isFalse();
    assertThat(SafeName.isId("bank_details")).isTrue();
    assertThat(SafeName.isId("Bank")).isFalse();
  }

  @Test
  void makesKeysAndTableUris() {
    LakePaths paths =
        new LakePaths(
            Map.of(
                Zone.STAGING, URI.create("s3a://staging"),
                Zone.CURATED, URI.create("file:///lake/curated"),
                Zone.OPS, URI.create("file:///lake/ops/")));
    String sha = "a".repeat(64);

    assertThat(LakePaths.rawKey("distrokid", "bank_details", sha, "csv"))
        .isEqualTo("distrokid/bank_details/" + sha + ".csv");
    assertThat(paths.stagingTable("meta", "ads")).isEqualTo(URI.create("s3a://staging/meta/ads"));
    assertThat(paths.curatedTable("stores")).isEqualTo(URI.create("file:///lake/curated/stores"));
    assertThat(paths.opsTable("quarantine"))
        .isEqualTo(URI.create("file:///lake/ops/tables/quarantine"));
    assertThat(LakePaths.archivePrefix(RUN.value())).isEqualTo("publications/" + RUN + "/");
    assertThatThrownBy(() -> LakePaths.rawKey("distrokid", "x", "abc", "csv"))
        .hasMessage("not a raw object: abc.csv");
    assertThatThrownBy(() -> paths.curatedTable("../x")).hasMessage("not an id: ../x");
    assertThatThrownBy(() -> paths.under(Zone.RAW, "x")).hasMessage("no root for zone raw");
  }
}
