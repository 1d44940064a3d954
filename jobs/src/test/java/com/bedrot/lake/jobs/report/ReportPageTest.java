package com.bedrot.lake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.contract.Severity;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.ledger.StepRecord;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.jobs.ops.QuarantineStore;
import com.bedrot.lake.jobs.ops.QuarantinedRow;
import com.bedrot.lake.jobs.ops.VerdictStore;
import com.bedrot.lake.quality.gate.Verdict;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final RunContext RUN =
      new RunContext(new RunId("20261120T120000Z-aaaaaa"), 1, Clock.fixed(NOON, ZoneOffset.UTC));
  private static final String SCRIPT = "<script>alert('x')</script>";

  @TempDir Path home;

  @Test
  void anEmptyLakeNamesTheWaysIn() {
    String page = page(lake());

    assertThat(page)
        .contains("Begin with <code>lake demo</code> or <code>lake import FILE...</code>")
        .contains("<p>Nothing waits for a decision.</p>")
        .contains("<p>No runs yet.</p>")
        .contains("Nothing was loaded into the warehouse yet: lake run loads it.")
        .contains("<p>Nothing is published yet.</p>");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void nothingIsLoadedFromAnywhere() {
    assertThat(page(filled()))
        .doesNotContain("src=", "http:", "https:", "url(", "@import", "<link", "<script")
        .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"");
  }

  @Test
  void aQuarantinedFileComesWithEveryRuleAndTheCommandThatMendsIt() {
    assertThat(page(filled()))
        .contains("<strong>CSV_QUOTE_OPEN</strong>: A quote is opened and never closed.")
        .contains("<bdi>line 7</bdi>")
        .contains("<strong>CSV_HEADER_RENAMED</strong>")
        .contains("then </span>".replace("</span>", "<code>lake retry 2222222222222222</code>"))
        .contains("<li><code>lake ledger show 2222222222222222</code></li>");
  }

  @Test
  void anOpenHoldComesWithTheCommandsThatEndIt() {
    assertThat(page(filled()))
        .contains("<bdi>3 months fewer</bdi>")
        .contains("<code>lake hold show aaaaaaaaaaaa</code>")
        .contains("<code>lake hold accept aaaaaaaaaaaa --replace range</code>")
        .contains("<code>lake hold reject aaaaaaaaaaaa</code>");
  }

  @Test
  void runsShowOutcomeDurationRowsAndExitStatus() {
    String page = page(filled()).replace("\n", "");

    assertThat(page)
        .contains("<span class=\"mark partial\">partial</span>")
        .containsPattern(
            "<td class=\"n\">0</td><td class=\"n nowrap\">9\\.0 s</td><td class=\"n\">10</td>"
                + "<td class=\"n\">9</td><td class=\"n\">1</td>"
                + "<td class=\"nowrap\"><code>20261120T120000Z-aaaaaa</code>");
  }

  @Test
  void brokenRowsAreCountedByRule() {
    assertThat(page(filled()))
        .contains("VALUE_DATE:sale_month (2)")
        .contains("<code>lake quarantine show 1111111111111111</code>");
  }

  @Test
  void verdictsAreShownWithBrokenRulesFirst() {
    assertThat(page(filled()).replace("\n", ""))
        .contains("<summary><code>stores</code> <span class=\"mark held\">1 of 2 rules hold</span>")
        .containsPattern("unit_known.*broken.*0\\.5 of 1.*name_given.*holds");
  }

  @Test
  void publishedTablesShowTheVersionOfTheirLastChange() {
    assertThat(page(filled()))
        .contains("<td><code>stores</code></td><td class=\"n\">4</td><td class=\"n\">3</td>");
  }

  @Test
  void textFromDataStaysText() {
    Business business =
        new Business(
            null,
            List.of(),
            List.of(new Business.TopTrack(SCRIPT, "\"><b onmouseover=x>", "1.00", "–")),
            List.of(
                ChartMaker.bars(
                        "revenue",
                        "Earnings by sale month",
                        "USD",
                        new Pivot()
                            .add("2026-01", SCRIPT, BigDecimal.ONE)
                            .add("2026-01", "a", BigDecimal.TEN))
                    .orElseThrow()),
            List.of(),
            List.of());
    LakeReport empty = new ReportMaker(lake()).report(NOON, business, List.of(), Optional.empty());

    assertThat(ReportPage.html(empty))
        .contains(
            "<bdi>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</bdi>".replace("&#39;", "'"))
        .doesNotContain("<script", "<b onmouseover");
  }

  private static String page(Lake lake) {
    return ReportPage.html(new ReportMaker(lake).report(NOON));
  }

  private Lake lake() {
    Path project = Path.of("").toAbsolutePath().getParent();
    return LakeOpener.open(
        Map.of(),
        Environment.of(Map.of("LAKE_HOME", home.toString(), "PROJECT_ROOT", project.toString())));
  }

  private Lake filled() {
    Lake lake = lake();
    LedgerEntry good = entry("1111111111111111", SCRIPT + ".csv", FileState.ACCEPTED);
    LedgerEntry bad = entry("2222222222222222", SCRIPT + ".csv", FileState.LANDED);
    List<BrokenRule> broken =
        List.of(
            new BrokenRule("CSV_QUOTE_OPEN", "line 7"),
            new BrokenRule("CSV_HEADER_RENAMED", "no column sale_month"));
    lake.ops()
        .ledger()
        .record(RUN, List.of(good, bad.quarantined(broken, RUN.run().value(), NOON)));
    lake.ops().runs().append(RUN, List.of(step("land"), step("run")));
    lake.ops().putState("reports/" + RUN.run(), "{\"exit_code\": 0}");
    lake.ops().holds().append(RUN, List.of(hold()));
    publish(lake, 4, true);
    publish(lake, 4, false);
    new QuarantineStore(lake.ops().store())
        .keep(
            RUN,
            good,
            "bank_details",
            2,
            List.of(
                new QuarantinedRow(3, List.of("VALUE_DATE:sale_month"), "a,b"),
                new QuarantinedRow(9, List.of("VALUE_DATE:sale_month"), "c,d")));
    new VerdictStore(lake.ops().store())
        .keep(
            RUN,
            "stores",
            List.of(
                new Verdict(
                    "stores",
                    "name_given",
                    Severity.WARN,
                    "completeness(name)",
                    1.0,
                    true,
                    "1 of 1"),
                new Verdict(
                    "stores", "unit_known", Severity.WARN, "compliance", 0.5, false, "0.5 of 1")));
    return lake;
  }

  private static void publish(Lake lake, long version, boolean changed) {
    lake.ops()
        .publish(
            new Publication(
                RUN.run().value(),
                NOON,
                Map.of("stores", new Publication.TableVersion(version, 3, changed)),
                Map.of()));
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

  private static StepRecord step(String step) {
    return new StepRecord(
        RUN.run().value(),
        1,
        step,
        "",
        null,
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
        RUN.run().value(),
        NOON);
  }
}
