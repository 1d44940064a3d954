package com.bedrot.lake.jobs.cli.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Streams;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.jobs.cli.JobsCommand;
import com.bedrot.lake.jobs.ops.QuarantineStore;
import com.bedrot.lake.jobs.ops.QuarantinedRow;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineCommandTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final RunContext RUN =
      new RunContext(new RunId("20261120T120000Z-aaaaaa"), 1, Clock.fixed(NOON, ZoneOffset.UTC));

  @TempDir Path project;
  private Streams streams = new Streams();

  @Test
  void nothingSetApartIsSaidSo() {
    assertThat(run("quarantine", "ls")).isZero();
    assertThat(streams.out()).isEqualTo("nothing in quarantine\n");
  }

  @Test
  void filesAndRowsAreListedWithTheirRules() {
    fill();

    assertThat(run("quarantine", "ls")).isZero();
    assertThat(streams.out())
        .isEqualTo(
            """
                     FILE-ID  WHAT  DATASET                 ACCOUNT  ROWS  BROKEN RULES           NAME
            2222222222222222  file  distrokid.bank_details  sg       all   CSV_QUOTE_OPEN         b.csv
            1111111111111111  rows  distrokid.bank_details  sg       3     VALUE_DATE:sale_month  a.csv
            """);
  }

  @Test
  void aFileIsShownWithWhatMendsIt() {
    fill();

    assertThat(run("quarantine", "show", "2222")).isZero();
    assertThat(streams.out())
        .isEqualTo(
            """
            file     2222222222222222 b.csv
            dataset  distrokid.bank_details, account sg
            landed   2026-11-20T12:00:00Z
            broken   CSV_QUOTE_OPEN: line 7
              fix    Download it again; if the portal wrote it so, mend the line named.
            again    lake retry 2222222222222222
            """);
  }

  @Test
  void brokenRowsAreShownWithTheirText() {
    fill();

    assertThat(run("quarantine", "show", "1111", "--most", "1")).isZero();
    assertThat(streams.out())
        .isEqualTo(
            """
            rows     3 of 1111111111111111 for distrokid.bank_details, account sg
            broken   VALUE_DATE:sale_month: 2 rows
              fix    See its raw text.
            ROW  BROKEN RULES           TEXT
              3  VALUE_DATE:sale_month  a,b\\u202e
            and 2 more rows; --most shows more
            """);
  }

  @Test
  void jsonIsOneDocument() {
    fill();

    assertThat(run("quarantine", "show", "1111", "--json")).isZero();
    Map<?, ?> document = LakeJson.read(streams.out(), Map.class);
    assertThat(document.get("schema_version")).isEqualTo(1);
    assertThat((List<?>) document.get("files")).isEmpty();
    assertThat((List<?>) document.get("broken_rows"))
        .first()
        .hasFieldOrPropertyWithValue("raw", "a,b\u202e")
        .hasFieldOrPropertyWithValue("row", 3);
  }

  @Test
  void anUnknownFileIsMisuse() {
    assertThat(run("quarantine", "show", "9")).isEqualTo(2);
    assertThat(streams.err()).contains("why: nothing of a file 9 is in quarantine");
  }

  private void fill() {
    Lake lake = LakeOpener.open(Map.of(), environment());
    LedgerEntry good = entry("1111111111111111", "a.csv", FileState.ACCEPTED);
    LedgerEntry bad =
        entry("2222222222222222", "b.csv", FileState.LANDED)
            .quarantined(List.of(new BrokenRule("CSV_QUOTE_OPEN", "line 7")), "r", NOON);
    lake.ops().ledger().record(RUN, List.of(good, bad));
    new QuarantineStore(lake.ops().store())
        .keep(
            RUN,
            good,
            "bank_details",
            3,
            List.of(
                new QuarantinedRow(3, List.of("VALUE_DATE:sale_month"), "a,b\u202e"),
                new QuarantinedRow(9, List.of("VALUE_DATE:sale_month"), "c,d")));
  }

  private static LedgerEntry entry(String id, String name, FileState state) {
    return new LedgerEntry(
        id,
        "distrokid",
        "bank_details",
        "sg",
        "c" + id,
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
        "c" + id,
        null,
        List.of(),
        null,
        "1.0.0",
        "1",
        "r",
        NOON);
  }

  private Environment environment() {
    return Environment.of(Map.of("PROJECT_ROOT", project.toString()));
  }

  private int run(String... arguments) {
    streams = new Streams();
    CommandContext context =
        new CommandContext(streams.printer(Terminal.PLAIN), environment(), RUN);
    return LakeCommandLine.run(JobsCommand.class, context, arguments);
  }
}
