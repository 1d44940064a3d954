package com.bedrot.lake.extract.source.toolost;

import static org.assertj.core.api.Assertions.assertThat;

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
import com.bedrot.lake.extract.source.ReplicaLake;
import com.bedrot.lake.extract.source.SourceOnReplica;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The engine and a real Chromium against the replica. */
@RequiresTool(Tool.CHROMIUM)
class ToolostExtractorIT extends SourceOnReplica {
  private static final String TOOLOST = "toolost";
  private static final String SPOTIFY = "streams_spotify";
  private static final String SALES = "sales";
  private static final String PIG = "pig1987";
  private static final String ZONE = "zone-a0";
  private static final Map<String, String> LISTS =
      Map.of(SPOTIFY, "streams", "streams_apple", "totalStreams");

  @Test
  void whatFailsLandsNothingAndTheNextRunBringsEveryDatasetOfBothAccounts() throws IOException {
    failsFirst();

    assertThat(lake.extract(TOOLOST, null, null))
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
        Map<String, byte[]> files = lake.landed(TOOLOST, account, list.getKey());
        assertThat(files).containsOnlyKeys("toolost_" + list.getKey() + "_1792065600000.json");
        ReplicaLake.assertAddsUp(TOOLOST, list.getKey(), account, days(files, list.getValue()));
      }
      Map<String, byte[]> reports = lake.landed(TOOLOST, account, SALES);
      assertThat(reports)
          .containsOnlyKeys("09-2026-48211.csv", "08-2026-48212.csv", "07-2026-48213.csv");
      ReplicaLake.assertAddsUp(TOOLOST, SALES, account, sales(reports));
    }
    aFurtherRunAsksForNothingThatLandedAndForNoPassword();
  }

  private void failsFirst() {
    lake.fault(TOOLOST, Fault.ERROR_BODY, "/api/portal/analytics/spotify");
    lake.fault(TOOLOST, Fault.WRONG_TYPE, "/api/portal/analytics/apple/");
    lake.fault(TOOLOST, Fault.LAYOUT_CHANGED, "/portal/notifications");

    assertThat(ReplicaLake.ends(lake.extract(TOOLOST, PIG, null), PIG))
        .containsOnly(
            Map.entry(SPOTIFY, "FAILED SOURCE_ERROR"),
            Map.entry("streams_apple", "FAILED RESPONSE_UNEXPECTED"),
            Map.entry(SALES, "FAILED PORTAL_LAYOUT_CHANGED"));
    assertThat(lake.manifests()).isEmpty();
    assertThat(lake.replica().requests().of(TOOLOST))
        .extracting(SeenRequest::path)
        .filteredOn(
            path -> path.equals("/portal/analytics") || path.equals("/portal/notifications"))
        .as("analytics come before notifications")
        .containsExactly("/portal/analytics", "/portal/analytics", "/portal/notifications");
    lake.replica().faults().clear();
  }

  /**
   * The ledger knows what landed; the token of the page's local storage travels with the session.
   */
  private void aFurtherRunAsksForNothingThatLandedAndForNoPassword() {
    AccountSession kept =
        SessionStore.of(lake.lake().settings()).read(new SourceAccount(TOOLOST, PIG)).orElseThrow();
    assertThat(kept.state().playwrightJson()).contains("\"name\":\"toolost_token\"");
    lake.secret(TOOLOST, PIG, "PASSWORD", "");
    lake.record();
    lake.replica().requests().clear();

    assertThat(lake.extract(TOOLOST, PIG, SALES))
        .extracting(WindowOutcome::kind)
        .containsExactly(Kind.EMPTY);
    assertThat(lake.replica().requests().of(TOOLOST))
        .extracting(SeenRequest::path)
        .contains("/portal/notifications")
        .doesNotContain("/login", "/api/auth/login")
        .noneMatch(path -> path.startsWith("/portal/attachments"));
    assertThat(lake.landed(TOOLOST, PIG, SALES)).hasSize(3);
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
}
