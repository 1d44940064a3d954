package com.bedrot.lake.extract.cron;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.contract.ContractLoader;
import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.extract.cron.CronOptions.Extraction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CronBlockTest {
  private static final Instant WINTER = Instant.parse("2026-01-20T10:00:00Z");
  private static final Path PROGRAM = Path.of("/opt/lake/submit/lake");
  private static final CronBlock UTC = new CronBlock(PROGRAM, Path.of("/srv/lake"), ZoneOffset.UTC);

  private final Contracts shipped = ContractLoader.load(Path.of("../conf"));

  @Test
  void givesEverySourceThatIsFetchedItsOwnMinute() {
    List<String> lines = UTC.lines(shipped, CronOptions.DEFAULT, WINTER);

    List<String> entries = lines.stream().filter(line -> line.contains(" --source ")).toList();
    assertThat(entries)
        .hasSizeGreaterThan(7)
        .contains(
            "1 6-11 * * * /opt/lake/submit/lake cron tick --home /srv/lake --source distrokid")
        .noneMatch(line -> line.contains("--source label"));
    assertThat(entries.stream().map(line -> line.split(" ")[0])).doesNotHaveDuplicates();
    assertThat(lines)
        .contains("# tiktok: due at 07:00, 07:10, 07:20 UTC")
        .contains("*/15 * * * * /opt/lake/submit/lake cron tick --home /srv/lake --no-extract")
        .last()
        .isEqualTo("41 3 * * * /opt/lake/submit/lake cron tick --home /srv/lake --maintain");
  }

  @Test
  void leavesSourcesOutWhereOthersFetch() {
    List<String> lines = UTC.lines(shipped, new CronOptions(1, Extraction.NONE), WINTER);

    assertThat(lines.stream().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "* * * * * /opt/lake/submit/lake cron tick --home /srv/lake --no-extract",
            "41 3 * * * /opt/lake/submit/lake cron tick --home /srv/lake --maintain");
  }

  @Test
  void followsTheContracts(@TempDir Path folder) throws IOException {
    Path contracts = Files.createDirectories(folder.resolve("conf/contracts"));
    Files.createDirectories(folder.resolve("conf/tables"));
    String text = Files.readString(Path.of("../conf/contracts/submithub.yml"));
    Files.writeString(contracts.resolve("submithub.yml"), text);
    assertThat(sources(folder)).containsExactly("submithub");

    Files.writeString(
        contracts.resolve("newsource.yml"), text.replaceFirst("(?m)^id: .*$", "id: newsource"));
    assertThat(sources(folder)).containsExactly("newsource", "submithub");

    Files.writeString(
        contracts.resolve("submithub.yml"), text.replace("status: active", "status: retired"));
    assertThat(sources(folder)).containsExactly("newsource");
  }

  @Test
  void goesByTheMachinesClock() {
    ExtractionWindow window = new ExtractionWindow(List.of(LocalTime.of(22, 30)), 10);

    assertThat(window.schedule(0)).isEqualTo("10 0-4,23 * * *");
    assertThat(window.schedule(60)).isEqualTo("10 0-5 * * *");
    assertThat(window.schedule(-300)).isEqualTo("10 18-23 * * *");
    assertThat(window.schedule(330)).isEqualTo("40 4-9 * * *");
    assertThat(
            new CronBlock(PROGRAM, Path.of("/srv/lake"), ZoneId.of("Europe/Berlin"))
                .lines(shipped, CronOptions.DEFAULT, WINTER))
        .anyMatch(line -> line.startsWith("1 7-12 ") && line.endsWith("--source distrokid"));
  }

  @Test
  void triesAHourLaterWhereTheMinuteComesBeforeTheTurn() {
    assertThat(new ExtractionWindow(List.of(LocalTime.of(6, 30)), 29).schedule(0))
        .isEqualTo("29 7-12 * * *");
    assertThat(new ExtractionWindow(List.of(LocalTime.of(6, 30)), 30).schedule(0))
        .isEqualTo("30 6-11 * * *");
  }

  @Test
  void writesAnyPathAsOneWordOfAShellInACrontab() {
    CronBlock block =
        new CronBlock(Path.of("/opt/50% of/lake"), Path.of("/srv/a label's"), ZoneOffset.UTC);

    assertThat(block.lines(shipped, new CronOptions(60, Extraction.NONE), WINTER))
        .contains(
            "0 * * * * '/opt/50\\% of/lake' cron tick --home '/srv/a label'\\''s' --no-extract");
  }

  private static List<String> sources(Path folder) {
    Contracts contracts =
        new Contracts(ContractLoader.load(folder.resolve("conf")).sources(), List.of());
    return UTC.lines(contracts, CronOptions.DEFAULT, WINTER).stream()
        .filter(line -> line.contains("--source "))
        .map(line -> line.substring(line.indexOf("--source ") + 9))
        .toList();
  }
}
