package com.bedrot.lake.extract.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.ledger.StepRecord;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.extract.source.shop.ShopProject;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, with a source that a test adds by a contract and a folder alone. */
class ExtractSourcesCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
  @TempDir Path folder;
  private Path home;
  private ShopProject project;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void aProject() throws IOException {
    home = folder.resolve("home");
    project = new ShopProject(folder.resolve("project"));
  }

  private void accounts(String... keys) throws IOException {
    project.accounts(keys);
  }

  private Environment environment() {
    return Environment.of(
        Map.of("LAKE_HOME", home.toString(), "PROJECT_ROOT", folder.resolve("project").toString()));
  }

  private Lake lake() {
    return LakeOpener.open(Map.of(), environment());
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    Printer printer = new Printer(stream(out), stream(err), Terminal.PLAIN);
    CommandContext context = new CommandContext(printer, environment(), RunContext.start(CLOCK));
    return LakeCommandLine.run(ExtractCommand.class, context, arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }

  private List<String> landed() {
    return lake().store(Zone.LANDING).list("").stream().map(ObjectInfo::key).toList();
  }

  @Test
  void whatIsNotConfiguredIsNamedAndIsNoError() throws IOException {
    assertThat(run("extract")).isZero();
    assertThat(out())
        .contains("no account under accounts.metaads in the settings")
        .containsPattern("\n[0-9]+ not configured\n");
    assertThat(err()).isEmpty();
    assertThat(home).doesNotExist();

    accounts("bare");
    assertThat(run("extract")).isZero();
    assertThat(out()).contains("not configured").contains("it has no session");
  }

  @Test
  void aNamedSourceThatIsNotConfiguredIsAnError() throws IOException {
    assertThat(run("extract", "metaads")).isEqualTo(2);
    assertThat(err()).contains("error SOURCE_UNCONFIGURED").contains("metaads: no account");

    accounts("bare");
    assertThat(run("extract", "shop")).isEqualTo(2);
    assertThat(err()).contains("shop: it has no session");
    accounts("bare", "good");
    assertThat(run("extract", "shop")).isZero();
  }

  @Test
  void aDryRunListsWindowsCallsAndFilesAndDoesNothing() throws IOException {
    accounts("good");

    assertThat(run("extract", "shop", "--dry-run")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            SOURCE  ACCOUNT  DATASET  WINDOW                 OUTCOME           ROWS  BYTES  DETAIL
            shop    good     orders   2026-11-18/2026-11-19  would be fetched     0      0  the last 2 days
            shop.orders good 2026-11-18/2026-11-19 -> orders_*.csv
              GET https://shop.example/orders
            1 would be fetched
            """);
    assertThat(home).doesNotExist();
  }

  @Test
  void aRunLandsAndSaysSoAsJson() throws IOException {
    accounts("good");

    assertThat(run("extract", "--json", "shop")).isZero();
    JsonNode document = new ObjectMapper().readTree(out());
    JsonNode window = document.path("windows").path(0);
    assertThat(document.path("schema_version").asInt()).isEqualTo(1);
    assertThat(document.path("run_id").asText()).startsWith("20261120T100000Z-");
    assertThat(document.path("landed").asInt()).isEqualTo(1);
    assertThat(document.path("rows").asInt()).isEqualTo(1);
    assertThat(window.path("window").asText()).isEqualTo("2026-11-18/2026-11-19");
    assertThat(window.path("outcome").asText()).isEqualTo("landed");
    assertThat(window.path("drops").path(0).asText()).startsWith("shop/orders/good/20261120T");
    assertThat(landed())
        .extracting(key -> key.substring(key.lastIndexOf('/') + 1))
        .containsExactlyInAnyOrder("manifest.json", "orders_2026-11-19.csv");
    assertThat(run("extract", "shop")).isZero();
    assertThat(out()).contains("nothing is due").contains("1 not due");
  }

  @Test
  void oneAccountsFailureIsItsOwn() throws IOException {
    accounts("good", "asks", "empty");

    assertThat(run("extract")).isEqualTo(4);
    assertThat(out()).containsPattern("1 landed, 1 empty, 1 failed, [0-9]+ not configured");
    assertThat(err())
        .contains("error CREDENTIAL_REFUSED")
        .contains("why: shop asks: log in")
        .contains("run: 20261120T100000Z-");
    assertThat(lake().ops().runs().readAll())
        .extracting(StepRecord::subject, StepRecord::account, StepRecord::outcome)
        .containsExactly(
            tuple("shop", "asks", "failed"),
            tuple("shop.orders", "empty", "ok"),
            tuple("shop.orders", "good", "ok"));
  }

  @Test
  void whatIsNotTheDatasetOrIsCutOffNeverLands() throws IOException {
    accounts("html", "half", "good");

    assertThat(run("extract")).isEqualTo(1);
    assertThat(err())
        .contains("it is a web page, not data")
        .contains("orders_2026-11-19.csv is broken: CSV_QUOTE_OPEN");
    assertThat(landed()).hasSize(2).allMatch(key -> key.startsWith("shop/orders/good/"));
  }

  @Test
  void aBugInOneExtractorStopsNoOther() throws IOException {
    accounts("broken", "good");

    assertThat(run("extract")).isEqualTo(70);
    assertThat(out()).contains("1 landed").contains("INTERNAL_ERROR");
    assertThat(landed()).hasSize(2);
  }

  @Test
  void mistakesInTheCommandAreExplained() throws IOException {
    accounts("good");

    assertThat(run("extract", "shpo")).isEqualTo(2);
    assertThat(err())
        .contains("there is no source shpo to fetch, did you mean shop?; there are ")
        .contains("metaads", "shop");
    assertThat(run("extract", "--account", "nobody")).isEqualTo(2);
    assertThat(err()).contains("there is no account nobody in the settings");
    assertThat(run("extract", "--dataset", "nothing")).isEqualTo(2);
    assertThat(err()).contains("there is no dataset nothing to fetch");
    assertThat(run("extract", "--since", "yesterday")).isEqualTo(2);
    assertThat(err()).contains("--since is not a date like 2026-04-24");
  }

  @Test
  void onlyWhatIsNamedIsFetched() throws IOException {
    accounts("good", "other");

    assertThat(
            run(
                "extract",
                "--account",
                "other",
                "--dataset",
                "shop.orders",
                "--since",
                "2026-11-01",
                "--until",
                "2026-11-03"))
        .isZero();
    assertThat(out()).contains("2026-11-01/2026-11-03").contains("1 landed").doesNotContain("good");
  }
}
