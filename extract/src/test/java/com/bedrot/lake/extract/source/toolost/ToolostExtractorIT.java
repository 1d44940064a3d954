package com.bedrot.lake.extract.source.toolost;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.SeenRequest;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.SessionStore;
import com.bedrot.lake.extract.session.SourceAccount;
import com.bedrot.lake.extract.source.SourceLake;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine and a real Chromium against the replica. */
@RequiresTool(Tool.CHROMIUM)
class ToolostExtractorIT {
  private static final String SPOTIFY = "streams_spotify";
  private static final String SALES = "sales";
  private static final String PIG = "pig1987";
  private static final String ZONE = "zone-a0";
  private static final Map<String, String> LISTS =
      Map.of(SPOTIFY, "streams", "streams_apple", "totalStreams");

  @TempDir Path folder;
  private SourceLake lake;

  @BeforeEach
  void install() throws IOException {
    lake = new SourceLake("toolost", folder.resolve("home"));
  }

  @AfterEach
  void end() {
    lake.close();
  }

  @Test
  void everyDatasetOfBothAccountsLandsAndAddsUp() throws IOException {
    assertThat(lake.extract(null, null))
        .extracting(o -> o.account() + " " + o.dataset() + " " + o.kind() + " " + o.files())
        .containsExactly(
            "pig1987 streams_spotify LANDED 1",
            "pig1987 streams_apple LANDED 1",
            "pig1987 sales LANDED 3",
            "zone-a0 streams_spotify LANDED 1",
            "zone-a0 streams_apple LANDED 1",
            "zone-a0 sales LANDED 3");

    for (String account : List.of(PIG, ZONE)) {
      for (Map.Entry<String, String> list : LISTS.entrySet()) {
        Map<String, byte[]> files = lake.landed(list.getKey(), account);
        assertThat(files).containsOnlyKeys("toolost_" + list.getKey() + "_1792065600000.json");
        lake.assertAddsUp(list.getKey(), account, days(files, list.getValue()));
      }
      Map<String, byte[]> reports = lake.landed(SALES, account);
      assertThat(reports)
          .containsOnlyKeys("09-2026-48211.csv", "08-2026-48212.csv", "07-2026-48213.csv");
      lake.assertAddsUp(SALES, account, sales(reports));
    }
  }

  private static Tally days(Map<String, byte[]> files, String list) throws IOException {
    Tally tally = new Tally();
    for (byte[] file : files.values()) {
      for (JsonNode day : new ObjectMapper().readTree(file).path(list)) {
        tally.row().add("streams", day.path("streams").asText());
      }
    }
    return tally;
  }

  private static Tally sales(Map<String, byte[]> reports) {
    Tally tally = new Tally();
    for (byte[] report : reports.values()) {
      String csv = new String(report, StandardCharsets.UTF_8);
      for (Map<String, String> line : Tally.records(csv, ',')) {
        tally.row().add("quantity", line.get("Quantity")).add("revenue", line.get("Revenue"));
      }
    }
    return tally;
  }

  @Test
  void analyticsComeBeforeNotifications() {
    lake.extract(PIG, null);

    assertThat(lake.replica().requests().of("toolost"))
        .extracting(SeenRequest::path)
        .filteredOn(
            path -> path.equals("/portal/analytics") || path.equals("/portal/notifications"))
        .containsExactly("/portal/analytics", "/portal/analytics", "/portal/notifications");
  }

  @Test
  void aReportOfAMonthThatLandedIsNotAskedForAgain() {
    lake.extract(PIG, SALES);
    lake.replica().requests().clear();

    assertThat(lake.extract(PIG, SALES))
        .extracting(WindowOutcome::kind)
        .containsExactly(Kind.EMPTY);
    assertThat(lake.replica().requests().of("toolost"))
        .extracting(SeenRequest::path)
        .contains("/portal/notifications")
        .noneMatch(path -> path.startsWith("/portal/attachments"));
    assertThat(lake.landed(SALES, PIG)).hasSize(3);
  }

  @Test
  void theTokenOfThePageTravelsWithTheSession() {
    lake.extract(PIG, SPOTIFY);
    AccountSession kept =
        SessionStore.of(lake.lake().settings())
            .read(new SourceAccount("toolost", PIG))
            .orElseThrow();
    assertThat(kept.state().playwrightJson()).contains("\"name\":\"toolost_token\"");
    lake.secret(PIG, "PASSWORD", "");
    lake.replica().requests().clear();

    assertThat(lake.extract(PIG, SALES))
        .extracting(WindowOutcome::kind)
        .containsExactly(Kind.LANDED);
    assertThat(lake.replica().requests().of("toolost"))
        .extracting(SeenRequest::path)
        .doesNotContain("/login", "/api/auth/login");
  }

  @ParameterizedTest
  @CsvSource({
    "streams_spotify, OTHER_ACCOUNT, '', ACCOUNT_MISMATCH",
    "streams_spotify, SESSION_EXPIRED, /api/portal/analytics/, SESSION_EXPIRED",
    "streams_spotify, ERROR_BODY, /api/portal/analytics/, SOURCE_ERROR",
    "streams_spotify, CAPTCHA, /portal/analytics, PORTAL_BOT_CHECK",
    "sales, SERVER_ERROR, /portal/notifications, SOURCE_ERROR",
    "sales, LAYOUT_CHANGED, /portal/notifications, PORTAL_LAYOUT_CHANGED",
    "sales, CUT_BODY, /portal/attachments/, RESPONSE_CUT",
    "sales, EMPTY_BODY, /portal/attachments/, RESPONSE_EMPTY",
  })
  void aFaultLandsNothingAndTheNextRunRecovers(
      String dataset, Fault fault, String path, ErrorCode code) {
    lake.replica().faults().set("toolost", fault, Integer.MAX_VALUE, path);

    assertThat(lake.extract(PIG, dataset)).extracting(WindowOutcome::code).containsExactly(code);
    assertThat(lake.manifests()).isEmpty();

    lake.replica().faults().clear();
    assertThat(lake.extract(PIG, dataset))
        .extracting(WindowOutcome::kind)
        .containsExactly(Kind.LANDED);
  }
}
