package com.bedrot.lake.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Streams;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.BreakerState;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.Lease;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.ledger.StepRecord;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.settings.Environment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

class LightCommandsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final RunContext RUN =
      new RunContext(new RunId("20261120T120000Z-aaaaaa"), 1, Clock.fixed(NOON, ZoneOffset.UTC));

  @TempDir Path project;
  private final Map<String, String> variables = new HashMap<>();
  private Streams streams = new Streams();

  @Command(
      name = "lake",
      subcommands = {
        StatusCommand.class,
        RunsCommand.class,
        LedgerCommand.class,
        ExplainCommand.class,
        ConfigCommand.class,
        RunCommand.class,
        VersionCommand.class
      })
  static final class Root {}

  @BeforeEach
  void anInstallation() {
    variables.put("PROJECT_ROOT", project.toString());
  }

  @Test
  void anEmptyHomeStaysEmptyAndTheWaysInAreNamed() {
    assertThat(run("status")).isZero();
    assertThat(streams.out())
        .isEqualTo(
            "home         "
                + project
                + "/.lake\n"
                + """
                files        none; begin with `lake demo`, `lake import FILE...` or `lake session login SOURCE`
                holds        none
                lock         free
                last run     none
                publication  none
                """);
    assertThat(run("runs")).isZero();
    assertThat(run("ledger", "ls")).isZero();
    assertThat(project).isEmptyDirectory();
  }

  @Test
  void statusShowsWhereEverythingStands() {
    Lake lake = filled();
    try (Lease lease = Lease.acquire(lake.ops(), RUN, Duration.ofMinutes(1))) {
      assertThat(run("status")).isZero();
      assertThat(streams.out())
          .contains("files        1 accepted, 1 quarantined\n")
          .contains("waiting      1 drops for the next `lake run`\n")
          .contains("holds        1\n  aaaaaaaaaaaa distrokid.bank_details: 3 months fewer\n")
          .contains(
              "lock         run 20261120T120000Z-aaaaaa (pid "
                  + lease.holder().process().pid()
                  + " on ")
          .contains("last run     20261120T120000Z-aaaaaa partial, ended 2026-11-20T12:00:09Z\n")
          .contains("publication  run 20261120T120000Z-aaaaaa at 2026-11-20T12:00:00Z, 1 tables\n")
          .endsWith(
              """
              DATASET                 ACCOUNT  ACCEPTED  HELD  QUARANTINED  LAST LANDED
              distrokid.bank_details  sg              1     0            1  2026-11-20T12:00:00Z
              """);
    }
  }

  @Test
  void statusNamesTheAccountsLeftAlone() {
    Lake lake = filled();
    BreakerState.closed("tiktok", "zone").save(lake.ops());
    new BreakerState("metaads", "main", "open", 5, Instant.parse("2099-01-01T00:00:00Z"))
        .save(lake.ops());

    assertThat(run("status")).isZero();
    assertThat(streams.out())
        .contains(
            "breaker      metaads main: 5 failures in a row, left alone until"
                + " 2099-01-01T00:00:00Z\n")
        .doesNotContain("tiktok");
  }

  @Test
  void statusAsJsonIsOneDocument() {
    filled();
    assertThat(run("status", "--json")).isZero();

    assertThat((Map<?, ?>) LakeJson.read(streams.out(), Map.class))
        .extracting("schema_version", "files", "waiting_drops")
        .containsExactly(1, Map.of("accepted", 1, "quarantined", 1), 1);
  }

  @Test
  void runsAreListedAndShown() {
    filled();
    assertThat(run("runs")).isZero();
    assertThat(streams.out().lines())
        .hasSize(2)
        .last()
        .asString()
        .matches("20261120T120000Z-aaaaaa +run +2026-11-20T12:00:00Z +9.0 s +partial +10 +9 +1 *");

    fresh();
    assertThat(run("runs", "20261120T120000Z-aaaaaa")).isZero();
    assertThat(streams.out()).contains("distrokid.bank_details/sg").contains("land");

    fresh();
    assertThat(run("runs", "nothing")).isEqualTo(2);
    assertThat(streams.err()).contains("why: no run nothing");
  }

  @Test
  void theLedgerIsListedByDatasetAccountAndState() {
    filled();
    assertThat(run("ledger", "ls", "--state", "quarantined")).isZero();
    assertThat(streams.out().lines()).hasSize(2);
    assertThat(streams.out()).contains("2222222222222222  quarantined  distrokid.bank_details");

    fresh();
    assertThat(run("ledger", "ls", "--dataset", "distrokid", "--account", "sg", "--json")).isZero();
    assertThat((List<?>) LakeJson.read(streams.out(), Map.class).get("files")).hasSize(2);

    fresh();
    assertThat(run("ledger", "ls", "--dataset", "tiktok")).isZero();
    assertThat(streams.out()).isEqualTo("no files\n");
  }

  @Test
  void aFileIsShownWithItsVerdictsAndHistory() {
    filled();
    assertThat(run("ledger", "show", "2222")).isZero();

    assertThat(streams.out())
        .isEqualTo(
            """
            file       2222222222222222 b\\u202e.csv
            state      quarantined
            dataset    distrokid.bank_details, account sg
            landed     2026-11-20T12:00:00Z, 12 bytes
            drop       distrokid/bank_details/sg/x/
            sha-256    c2
            contract   1.0.0, reader 1
            broken     CSV_QUOTE_OPEN: line 7
            AT                    STATE        RUN
            2026-11-20T12:00:00Z  landed       20261120T120000Z-aaaaaa
            2026-11-20T12:00:00Z  quarantined  20261120T120000Z-aaaaaa
            """);

    fresh();
    assertThat(run("ledger", "show", "9")).isEqualTo(2);
    assertThat(streams.err()).contains("error NOT_FOUND").contains("why: no file has the id 9");
  }

  @Test
  void codesAreExplained() {
    assertThat(run("explain", "csv-quote-open")).isZero();
    assertThat(streams.out())
        .isEqualTo(
            """
            CSV_QUOTE_OPEN: A quote is opened and never closed
            what happens  the file or row is set apart, with its raw text; the others go on
            retrying      does not help by itself: something must change
            exit status   0: the others go on (1 with --strict)
            what to do    Download it again; if the portal wrote it so, mend the line named.
            """);

    fresh();
    assertThat(run("explain", "LOCK_HELT")).isEqualTo(2);
    assertThat(streams.err()).contains("why: no code LOCK_HELT, did you mean LOCK_HELD?");

    fresh();
    assertThat(run("explain")).isZero();
    assertThat(streams.out()).contains("LEASE_LOST").contains("ROW_NUL");
  }

  @Test
  void settingsAreShownWithTheirOriginAndSecretsMasked() {
    variables.put("LAKE_WAREHOUSE_PASSWORD", "canary-password");
    assertThat(run("config", "show", "--origin", "--set", "run.landing-threads=7")).isZero();

    assertThat(streams.out())
        .doesNotContain("canary")
        .containsPattern("warehouse.password +\\*{6} +environment LAKE_WAREHOUSE_PASSWORD\n")
        .containsPattern("run.landing-threads +7 +command line\n");

    fresh();
    assertThat(run("config", "show", "--json")).isZero();
    assertThat(streams.out()).doesNotContain("canary").contains("\"schema_version\" : 1");
  }

  @Test
  void aRunWithNothingToDoEndsAsTheExtractionBeforeItDid() {
    System.setProperty("lake.extract.exit", "4");
    try {
      assertThat(run("run")).isEqualTo(4);
      assertThat(streams.out()).contains("nothing new");
      assertThat(streams.err()).contains("Three ways in", "lake session login SOURCE");
      fresh();
      assertThat(run("run", "--no-extract")).isZero();
    } finally {
      System.clearProperty("lake.extract.exit");
    }
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(run("version")).isZero();
    assertThat(streams.out()).startsWith("lake ").contains("home format 1\n").contains("java 17");
  }

  private Lake filled() {
    Lake lake = LakeOpener.open(Map.of(), Environment.of(variables));
    LedgerEntry good = entry("1111111111111111", "a.csv", "c1", FileState.ACCEPTED);
    LedgerEntry bad = entry("2222222222222222", "b\u202e.csv", "c2", FileState.LANDED);
    lake.ops().ledger().record(RUN, List.of(good, bad));
    List<BrokenRule> broken = List.of(new BrokenRule("CSV_QUOTE_OPEN", "line 7"));
    lake.ops().ledger().record(RUN, List.of(bad.quarantined(broken, RUN.run().value(), NOON)));
    lake.ops().announce(RUN, "distrokid/bank_details/sg/y/", List.of("3333333333333333"));
    lake.ops()
        .runs()
        .append(RUN, List.of(step("land", "distrokid.bank_details", "sg"), step("run", "", null)));
    lake.ops().holds().append(RUN, List.of(hold()));
    lake.ops()
        .publish(
            new Publication(
                RUN.run().value(),
                NOON,
                Map.of("stores", new Publication.TableVersion(0, 3, true)),
                Map.of()));
    return lake;
  }

  private static Hold hold() {
    return new Hold(
        "aaaaaaaaaaaa",
        Hold.Kind.FILE,
        "distrokid.bank_details",
        "sg",
        List.of("1111111111111111"),
        List.of("SNAPSHOT_SHRINKS"),
        "3 months fewer",
        Hold.State.OPEN,
        null,
        RUN.run().value(),
        NOON);
  }

  private static StepRecord step(String step, String subject, String account) {
    return new StepRecord(
        RUN.run().value(),
        1,
        step,
        subject,
        account,
        NOON,
        NOON.plusSeconds(9),
        10,
        9,
        1,
        100,
        "partial",
        null,
        null);
  }

  private static LedgerEntry entry(String id, String name, String content, FileState state) {
    return new LedgerEntry(
        id,
        "distrokid",
        "bank_details",
        "sg",
        content,
        null,
        state,
        "distrokid/bank_details/sg/x/",
        name,
        12,
        NOON,
        null,
        null,
        null,
        Map.of(),
        null,
        content,
        null,
        List.of(),
        null,
        "1.0.0",
        "1",
        RUN.run().value(),
        NOON);
  }

  private void fresh() {
    streams = new Streams();
  }

  private int run(String... arguments) {
    CommandContext context =
        new CommandContext(streams.printer(Terminal.PLAIN), Environment.of(variables), RUN);
    return LakeCommandLine.run(Root.class, context, arguments);
  }
}
