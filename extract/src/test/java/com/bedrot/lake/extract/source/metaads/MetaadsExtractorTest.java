package com.bedrot.lake.extract.source.metaads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.Fetch;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.ledger.StepRecord;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.extract.http.HostResolver;
import com.bedrot.lake.extract.http.LocalServer.Reply;
import com.bedrot.lake.extract.http.LocalServer.Way;
import com.bedrot.lake.extract.resilience.ManualClock;
import com.bedrot.lake.extract.run.ExtractRequest;
import com.bedrot.lake.extract.run.ExtractRun;
import com.bedrot.lake.extract.run.SourceContexts;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaadsExtractorTest {
  private static final ExtractRequest DUE =
      new ExtractRequest(List.of("metaads"), null, null, null, null);
  private static final ExtractRequest CAMPAIGNS =
      new ExtractRequest(List.of("metaads"), null, "campaigns", null, null);

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock("2026-11-20T10:00:00Z");
  private final GraphServer graph = new GraphServer();
  private final Map<String, String> variables = new HashMap<>();
  private Path home;

  @BeforeEach
  void anInstallation() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    variables.put("LAKE_HOME", home.toString());
    variables.put("LAKE_METAADS_MAIN_ACCESS_TOKEN", GraphServer.TOKEN);
    accounts("main: {handles: [act_101], currency: USD}");
  }

  @AfterEach
  void end() {
    graph.close();
  }

  private void accounts(String... lines) throws IOException {
    Files.writeString(
        home.resolve("lake.yml"),
        "accounts:\n  metaads:\n    "
            + String.join("\n    ", lines)
            + "\nextract:\n  allow-loopback: true\n  timeout: 20s\n  origins: {metaads: {api: \""
            + graph.origin()
            + "\"}}\n  breaker: {failures: 2}\nrun: {first-period: 2026-11}\n");
  }

  private Lake lake() {
    return LakeOpener.open(Map.of(), Environment.of(variables));
  }

  private List<WindowOutcome> extract(ExtractRequest request) {
    return new ExtractRun(
            lake(),
            RunContext.start(clock),
            new SourceContexts.Outside(
                Environment.of(variables), HostResolver.SYSTEM, clock, line -> {}),
            request)
        .run();
  }

  private WindowOutcome only(ExtractRequest request) {
    List<WindowOutcome> all = extract(request);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<Manifest> manifests() {
    return lake().store(Zone.LANDING).list("").stream()
        .map(ObjectInfo::key)
        .filter(k -> k.endsWith("/manifest.json"))
        .map(k -> LakeJson.read(lake().store(Zone.LANDING).get(k), Manifest.class))
        .toList();
  }

  private String landed(Manifest manifest, int file) {
    String name = manifest.files().get(file).name();
    String key =
        lake().store(Zone.LANDING).list("").stream()
            .map(ObjectInfo::key)
            .filter(k -> k.endsWith("/" + name))
            .findFirst()
            .orElseThrow();
    return new String(lake().store(Zone.LANDING).get(key), UTF_8);
  }

  @Test
  void everyDatasetLandsWithItsManifestAndIsNotDueAgain() {
    List<WindowOutcome> outcomes = extract(DUE);

    assertThat(outcomes)
        .extracting(o -> o.dataset() + " " + o.window() + " " + o.kind() + " " + o.rows())
        .containsExactly(
            "campaigns 2026-11-20/2026-11-20 LANDED 3",
            "adsets 2026-11-20/2026-11-20 LANDED 2",
            "ads 2026-11-20/2026-11-20 LANDED 1",
            "insights 2026-11-01/2026-11-19 LANDED 3");
    assertThat(manifests())
        .hasSize(4)
        .allSatisfy(
            manifest -> {
              assertThat(manifest.writer()).isEqualTo("lake extract 1");
              assertThat(manifest.account()).isEqualTo("main");
              assertThat(manifest.attributes()).containsEntry("currency", "USD");
              assertThat(manifest.extractedAt()).isEqualTo("2026-11-20T10:00:00Z");
            });
    assertThat(manifests().get(3).files()).hasSize(3);
    assertThat(manifests().get(3).period()).isEqualTo("2026-11-01/2026-11-19");
    assertThat(lake().ops().inbox()).hasSize(4);
    assertThat(lake().ops().fetches().readAll())
        .extracting(Fetch::dataset, Fetch::outcome, Fetch::rows)
        .containsExactly(
            tuple("campaigns", "rows", 3L),
            tuple("adsets", "rows", 2L),
            tuple("ads", "rows", 1L),
            tuple("insights", "rows", 3L));
    assertThat(lake().ops().runs().readAll())
        .extracting(StepRecord::step, StepRecord::subject, StepRecord::outcome)
        .contains(tuple("extract", "metaads.insights", "ok"));
    assertThat(home.resolve("tmp")).isDirectoryNotContaining(Files::isDirectory);

    assertThat(only(DUE).kind()).isEqualTo(Kind.NOT_DUE);
  }

  @Test
  void aFileHoldsThePagesAsTheyCameWithoutTheirTokens() {
    extract(CAMPAIGNS);

    Manifest manifest = manifests().get(0);
    assertThat(manifest.attributes()).containsEntry("redacted", "paging");
    assertThat(landed(manifest, 0).lines())
        .hasSize(3)
        .first()
        .isEqualTo(
            "{\"data\":[{\"id\":\"10110\",\"account_id\":\"101\",\"name\":\"N10\",\"status\":"
                + "\"ACTIVE\",\"effective_status\":\"ACTIVE\"}],\"paging\":{\"cursors\":{\"before\":"
                + "\"c0\",\"after\":\"c1\"},\"next\":\"REDACTED\"}}");
  }

  @Test
  void contentThatHasLandedIsRecordedAndNotLandedAgain() {
    extract(CAMPAIGNS);
    clock.pass(Duration.ofHours(1));

    assertThat(only(CAMPAIGNS).kind()).isEqualTo(Kind.KNOWN);
    assertThat(manifests()).hasSize(1);
    assertThat(lake().ops().fetches().readAll()).extracting(Fetch::rows).containsExactly(3L, 3L);
  }

  @Test
  void aSpentBudgetLandsWhatIsWholeAndLeavesTheRestToTheNextRun() {
    variables.put("LAKE_EXTRACT_BUDGET_CALLS", "5");

    assertThat(extract(DUE))
        .extracting(o -> o.dataset() + " " + o.kind() + " " + o.code())
        .startsWith("campaigns LANDED null", "adsets FAILED BUDGET_SPENT")
        .noneMatch(text -> text.startsWith("ads LANDED") || text.startsWith("insights LANDED"));
    assertThat(manifests()).extracting(Manifest::dataset).containsExactly("campaigns");

    variables.remove("LAKE_EXTRACT_BUDGET_CALLS");
    assertThat(extract(DUE))
        .extracting(o -> o.dataset() + " " + o.kind() + " " + o.rows())
        .containsExactly("adsets LANDED 2", "ads LANDED 1", "insights LANDED 3");
  }

  @Test
  void anEmptyAnswerCountsAsFetched() {
    graph.instead(r -> r.path().endsWith("/campaigns"), (r, n) -> Reply.json("{\"data\":[]}"));

    assertThat(only(CAMPAIGNS).kind()).isEqualTo(Kind.EMPTY);
    assertThat(manifests()).isEmpty();
    assertThat(lake().ops().fetches().readAll())
        .extracting(Fetch::outcome)
        .containsExactly("empty");
    graph.mend();
    assertThat(extract(DUE))
        .extracting(WindowOutcome::dataset)
        .containsExactly("adsets", "ads", "insights");
  }

  @Test
  void aShortWindowIsReadPageByPageAndALongOneAsReportsThatAreWaitedFor() {
    LocalDate day = LocalDate.parse("2026-11-10");
    extract(new ExtractRequest(List.of(), null, "insights", day, day.plusDays(6)));
    assertThat(graph.requests()).noneMatch(r -> r.method().equals("POST"));

    graph.reportsTake(3);
    WindowOutcome outcome =
        only(new ExtractRequest(List.of(), null, "insights", day, day.plusDays(7)));

    assertThat(outcome.rows()).isEqualTo(3);
    assertThat(graph.requests().stream().filter(r -> r.method().equals("POST")))
        .hasSize(3)
        .allMatch(r -> r.query("time_increment").equals("1"))
        .extracting(r -> r.query("level") + " " + r.query("time_range"))
        .containsExactly(
            "campaign {\"since\":\"2026-11-10\",\"until\":\"2026-11-17\"}",
            "adset {\"since\":\"2026-11-10\",\"until\":\"2026-11-17\"}",
            "ad {\"since\":\"2026-11-10\",\"until\":\"2026-11-17\"}");
    assertThat(clock.waits())
        .describedAs("all three at once")
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void aReportThatFailsOrNeverEndsLandsNothing() {
    graph.reportsTake(Integer.MAX_VALUE);
    ExtractRequest insights = new ExtractRequest(List.of(), null, "insights", null, null);
    assertThat(only(insights).code()).isEqualTo(ErrorCode.REPORT_UNFINISHED);
    assertThat(clock.waits().stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofMinutes(30))
        .isGreaterThan(Duration.ofMinutes(28));

    graph.instead(
        r -> r.path().matches("/v25.0/9\\d+"),
        (r, n) -> Reply.json("{\"async_status\":\"Job Failed\",\"async_percent_completion\":100}"));
    assertThat(only(insights).detail()).contains("Job Failed");
    assertThat(manifests()).isEmpty();
  }

  @Test
  void aRejectedTokenNeedsAPersonAndStopsNoOtherAccount() throws IOException {
    accounts(
        "main: {handles: [\"101\"], currency: USD}", "other: {handles: [\"202\"], currency: USD}");
    variables.put("LAKE_METAADS_OTHER_ACCESS_TOKEN", "EAAexpired0123456789abcdef01234567");

    List<WindowOutcome> outcomes = extract(CAMPAIGNS);

    assertThat(outcomes)
        .extracting(o -> o.account() + " " + o.kind() + " " + o.code())
        .containsExactly("main LANDED null", "other FAILED CREDENTIAL_REFUSED");
    assertThat(graph.requests().stream().filter(r -> r.path().contains("act_202"))).hasSize(1);
    assertThat(manifests()).extracting(Manifest::account).containsExactly("main");
  }

  @Test
  void anotherAccountThanTheConfiguredOneLandsNothing() {
    graph.instead(
        r -> r.path().endsWith("/act_101"),
        (r, n) -> Reply.json("{\"account_id\":\"202\",\"currency\":\"USD\"}"));
    WindowOutcome outcome = only(CAMPAIGNS);
    assertThat(outcome.code()).isEqualTo(ErrorCode.ACCOUNT_MISMATCH);
    assertThat(outcome.detail())
        .isEqualTo(
            "metaads shows account \"202, act_202\", account main has the handles [act_101]");

    graph.mend();
    graph.instead(
        r -> r.path().endsWith("/campaigns"),
        (r, n) -> Reply.json("{\"data\":[{\"id\":\"1\",\"name\":\"N\",\"account_id\":\"202\"}]}"));
    assertThat(only(CAMPAIGNS).code()).isEqualTo(ErrorCode.ACCOUNT_MISMATCH);

    graph.mend();
    graph.instead(
        r -> r.path().endsWith("/act_101"),
        (r, n) -> Reply.json("{\"account_id\":\"101\",\"currency\":\"EUR\"}"));
    assertThat(only(CAMPAIGNS).detail()).contains("the ad account's currency is EUR");
    assertThat(manifests()).isEmpty();
  }

  @Test
  void aRepeatedCursorStopsAndTheNextRunRecovers() {
    graph.instead(
        r -> r.path().endsWith("/campaigns"),
        (r, n) ->
            Reply.json(
                "{\"data\":[{\"id\":\""
                    + n
                    + "\",\"name\":\"N\"}],\"paging\":{\"cursors\":"
                    + "{\"after\":\"same\"},\"next\":\"https://x\"}}"));

    assertThat(only(CAMPAIGNS).code()).isEqualTo(ErrorCode.PAGING_LOOP);
    assertThat(manifests()).isEmpty();
    graph.mend();
    assertThat(only(CAMPAIGNS).kind()).isEqualTo(Kind.LANDED);
  }

  @Test
  void aPassingErrorIsRepeatedAndARefusedRequestIsNot() {
    graph.instead(
        r -> r.path().endsWith("/campaigns"),
        (r, n) -> n <= 2 ? GraphServer.error(17, "User request limit reached") : null);
    assertThat(only(CAMPAIGNS).kind()).isEqualTo(Kind.LANDED);
    assertThat(clock.waits()).hasSize(2);

    graph.mend();
    long before = graph.calls("/campaigns");
    graph.instead(
        r -> r.path().endsWith("/campaigns"), (r, n) -> GraphServer.error(100, "Invalid field"));
    WindowOutcome outcome = only(CAMPAIGNS);
    assertThat(outcome.code()).isEqualTo(ErrorCode.REQUEST_REFUSED);
    assertThat(outcome.detail()).contains("error 100, \"Invalid field\"");
    assertThat(graph.calls("/campaigns")).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "4, SOURCE_THROTTLED, true",
    "17, SOURCE_THROTTLED, true",
    "32, SOURCE_THROTTLED, true",
    "613, SOURCE_THROTTLED, true",
    "80000, SOURCE_THROTTLED, true",
    "80004, SOURCE_THROTTLED, true",
    "1, SOURCE_ERROR, true",
    "2, SOURCE_ERROR, true",
    "190, CREDENTIAL_REFUSED, false",
    "102, CREDENTIAL_REFUSED, false",
    "100, REQUEST_REFUSED, false",
    "200, REQUEST_REFUSED, false"
  })
  void eachErrorOfTheGraphHasItsCodeAndIsRepeatedOrNot(int number, ErrorCode code, boolean again) {
    graph.instead(r -> r.path().endsWith("/campaigns"), (r, n) -> GraphServer.error(number, "no"));

    assertThat(only(CAMPAIGNS).code()).isEqualTo(code);
    assertThat(graph.calls("/campaigns") > 1).as("repeated").isEqualTo(again);
    assertThat(manifests()).isEmpty();
  }

  @Test
  void aFaultInTheMiddleOfThePagesLandsNothingOfThem() {
    for (Reply fault :
        List.of(
            Reply.of(200, "text/html", "<html><form>Log in</form></html>"),
            Reply.json(""),
            Reply.json("{\"data\":[{\"id\":").going(Way.WHOLE),
            Reply.json("{\"data\":[{\"id\":1}]}").going(Way.CUT),
            Reply.json("{\"other\":1}"),
            Reply.of(500, "text/plain", "x"))) {
      graph.instead(r -> r.query("after").equals("c1"), (r, n) -> fault);
      WindowOutcome outcome = only(CAMPAIGNS);
      assertThat(outcome.kind()).as(fault.toString()).isEqualTo(Kind.FAILED);
      graph.mend();
      clock.pass(Duration.ofHours(1));
    }
    assertThat(manifests()).isEmpty();
    assertThat(lake().store(Zone.LANDING).list("")).isEmpty();
    assertThat(only(CAMPAIGNS).kind()).isEqualTo(Kind.LANDED);
  }

  @Test
  void usageNearTheLimitStopsTheAccountAndKeepsWhatWasFetched() {
    graph.instead(
        r -> r.path().endsWith("/adsets") && r.query("after").isEmpty(),
        (r, n) ->
            Reply.json("{\"data\":[]}")
                .with(
                    "X-Business-Use-Case-Usage",
                    "{\"101\":[{\"type\":\"ads_management\",\"call_count\":96,"
                        + "\"estimated_time_to_regain_access\":5}]}"));

    assertThat(extract(DUE))
        .extracting(o -> o.dataset() + " " + o.kind() + " " + o.code())
        .containsExactly(
            "campaigns LANDED null",
            "adsets EMPTY null",
            "ads FAILED SOURCE_USAGE_SPENT",
            "insights SKIPPED null");
  }

  @Test
  void anAccountThatKeepsFailingIsLeftAloneAcrossRuns() {
    graph.instead(r -> true, (r, n) -> Reply.of(503, "text/plain", "x"));
    assertThat(only(CAMPAIGNS).code()).isEqualTo(ErrorCode.SOURCE_ERROR);
    assertThat(only(CAMPAIGNS).code()).isEqualTo(ErrorCode.SOURCE_ERROR);
    int calls = graph.requests().size();

    assertThat(only(CAMPAIGNS).code()).isEqualTo(ErrorCode.SOURCE_BREAKER_OPEN);
    assertThat(graph.requests()).hasSize(calls);

    graph.mend();
    clock.pass(Duration.ofMinutes(16));
    assertThat(only(CAMPAIGNS).kind()).isEqualTo(Kind.LANDED);
  }

  @Test
  void theTokenIsNowhereButInTheRequestsHeader() throws IOException {
    extract(DUE);
    graph.instead(
        r -> r.path().endsWith("/ads"),
        (r, n) -> GraphServer.error(100, "token " + GraphServer.TOKEN + " x"));
    clock.pass(Duration.ofDays(1));
    List<WindowOutcome> failed = extract(DUE);

    List<String> texts = new ArrayList<>();
    failed.forEach(outcome -> texts.add(outcome.toString()));
    graph.requests().forEach(r -> texts.add(r.path() + r.query()));
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        texts.add(file + Files.readString(file));
      }
    }
    assertThat(failed).anyMatch(o -> o.code() == ErrorCode.REQUEST_REFUSED);
    assertThat(texts).hasSizeGreaterThan(20);
    assertThat(texts).noneMatch(text -> text.contains(GraphServer.TOKEN));
  }
}
