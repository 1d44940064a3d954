package com.bedrot.lake.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Streams;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.settings.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

class ContractCommandTest {
  private static final RunContext RUN =
      new RunContext(
          new RunId("20261120T120000Z-aaaaaa"),
          1,
          Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC));

  @TempDir Path home;
  private final Streams streams = new Streams();

  @Command(
      name = "lake",
      subcommands = {ContractCommand.class})
  static final class Root {}

  private int run(String... arguments) {
    Environment environment =
        Environment.of(
            Map.of(
                "PROJECT_ROOT",
                Path.of("..").toAbsolutePath().normalize().toString(),
                "LAKE_HOME",
                home.toString()));
    CommandContext context = new CommandContext(streams.printer(Terminal.PLAIN), environment, RUN);
    return LakeCommandLine.run(Root.class, context, arguments);
  }

  @Test
  void listsDatasetsAndTables() {
    assertThat(run("contract", "ls")).isZero();
    assertThat(streams.out().lines())
        .anyMatch(l -> l.matches("distrokid.bank_details +dataset +1\\.0\\.0 +15 .*snapshot .*"))
        .anyMatch(l -> l.matches("royalty_transactions +table +1\\.0\\.0 +22 .*royalties .*"));
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void listsAllAsOneDocument() {
    assertThat(run("contract", "ls", "--json")).isZero();
    Map<?, ?> document = LakeJson.read(streams.out(), Map.class);
    assertThat((List<?>) document.get("sources")).hasSize(11);
  }

  @Test
  void showsADatasetWithItsColumnsAndRules() {
    assertThat(run("contract", "show", "tiktok.overview")).isZero();
    assertThat(streams.out())
        .startsWith(
            """
            dataset    tiktok.overview 1.0.0
            about      One row per day of an account; a newer download replaces the days it covers.
            format     delimited, also in zip or xlsx
            history    upsert by date, newest by content:date, name, extracted_at, landed_at
            grain      date
            late after 3 days
            COLUMN """)
        .contains("the file's handle")
        .contains("uniqueness(account,date) >= 1");
  }

  @Test
  void showsATableWithWhereItsColumnsComeFrom() {
    assertThat(run("contract", "show", "ad_performance_daily")).isZero();
    assertThat(streams.out())
        .contains("slices     source, account\n")
        .contains("published  with group ads\n")
        .contains("metaads.insights.date_start");
  }

  @Test
  void showsEveryDatasetOfASource() {
    assertThat(run("contract", "show", "metaads")).isZero();
    assertThat(streams.out())
        .contains("dataset    metaads.campaigns 1.0.0\n")
        .contains("format     json, the array actions of insights\n")
        .contains("the key that is there: ad_id, adset_id, campaign_id");
  }

  @Test
  void namesTheNearestContractWhereNoneIsCalledThat() {
    assertThat(run("contract", "show", "royalty_transaction")).isEqualTo(2);
    assertThat(streams.err())
        .contains(
            "why: no contract is called royalty_transaction, did you mean royalty_transactions?");
  }

  @Test
  void findsTheShippedContractsValid() {
    assertThat(run("contract", "validate")).isZero();
    assertThat(streams.out()).isEqualTo("every contract is valid\n");
  }

  @Test
  void namesEveryProblemOfADraft() throws IOException {
    Path draft = Files.createDirectories(home.resolve("conf/contracts")).resolve("tiktok.yml");
    Files.writeString(
        draft,
        Files.readString(Path.of("../conf/contracts/tiktok.yml"))
            .replace("status: active", "status: activ"));
    assertThat(run("contract", "validate", draft.toString())).isEqualTo(2);
    assertThat(streams.err())
        .contains("error CONTRACT_INVALID: A contract is not valid")
        .contains(
            "why: conf/contracts/tiktok.yml:6: status: unknown status activ, did you mean active?");
  }

  @Test
  void reportsProblemsAsOneDocument() throws IOException {
    Path draft = Files.writeString(home.resolve("shop.yml"), "- a\n");
    assertThat(run("contract", "validate", "--json", draft.toString())).isEqualTo(2);
    assertThat((Map<?, ?>) LakeJson.read(streams.out(), Map.class))
        .extracting("valid")
        .isEqualTo(false);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThat(run("contract", "validate", "nothing.yml")).isEqualTo(2);
    assertThat(streams.err()).contains("why: there is no file nothing.yml");
  }
}
