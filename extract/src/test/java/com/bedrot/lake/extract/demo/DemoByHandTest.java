package com.bedrot.lake.extract.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.format.FileScan;
import com.bedrot.lake.conf.format.ScanContext;
import com.bedrot.lake.conf.format.ScanResult;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.extract.replica.server.Goldens;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoByHandTest {
  private static final Instant NOW = Instant.parse("2026-10-31T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  private static Path named(List<DemoFolder> folders, String part) {
    return folders.stream()
        .flatMap(demo -> demo.files().stream())
        .filter(file -> file.getFileName().toString().contains(part))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void writesOnlyOneFileThatIsNoDataAndTheStatementsWhereNoBrowserFetchesThem() throws IOException {
    Lake lake =
        LakeOpener.open(
            Map.of(), Environment.of(Map.of("LAKE_HOME", folder.resolve("home").toString())));
    List<String> found = new ArrayList<>();
    for (DemoFolder demo : new DemoByHand(folder, CLOCK).writeWithStatements()) {
      for (Path file : demo.files()) {
        String name = file.getFileName().toString();
        ScanResult result =
            new FileScan(
                    lake.contracts().dataset(demo.source() + "." + demo.dataset()).orElseThrow(),
                    lake.settings().limits())
                .scan(file, ScanContext.of(name, NOW));
        found.add(name + result.broken().stream().map(b -> " " + b.rule()).toList());
      }
    }
    assertThat(found)
        .containsExactly(
            "distrokid_bank_details_late_2026-06.tsv[]",
            "distrokid_bank_details_login.csv[ FILE_HTML]",
            "06-2026-4100.csv[]",
            "insights_1790067600.json[]",
            "distrokid_bank_details_pig1987_2026-10-31.tsv[]",
            "distrokid_bank_details_zone-a0_2026-10-31.csv[]");
  }

  @Test
  void theLateStatementIsThePortalsOwnOfSomeMonthsAgo() throws IOException {
    Path late = named(new DemoByHand(folder, CLOCK).write(), "late");

    List<String> lines = Files.readAllLines(late);
    assertThat(new Goldens("distrokid", CLOCK).text("pig1987/bank.tsv").lines())
        .containsAll(lines)
        .hasSizeGreaterThan(lines.size());
    assertThat(lines)
        .anyMatch(l -> l.contains("\"2026-06-04\""))
        .noneMatch(l -> l.contains("\"2026-07-04\""));
  }

  @Test
  void theOlderDumpHasLessOfDaysThatTheApiStillTells() throws IOException {
    Path dump = named(new DemoByHand(folder, CLOCK).write(), "insights");

    JsonNode rows = LakeJson.read(Files.readAllBytes(dump), JsonNode.class);
    LocalDate day = LocalDate.parse(rows.path(0).path("date_start").asText());
    JsonNode restated =
        LakeJson.read(
            new Goldens("metaads", CLOCK)
                .lines("label-ads/insights-campaign.rows", day, day)
                .get(0),
            JsonNode.class);
    assertThat(rows.path(0).path("campaign_id")).isEqualTo(restated.path("campaign_id"));
    assertThat(new BigDecimal(rows.path(0).path("spend").asText()))
        .isLessThan(new BigDecimal(restated.path("spend").asText()));
    assertThat(rows.path(0).has("actions")).isFalse();
    assertThat(restated.path("actions")).isNotEmpty();
  }
}
