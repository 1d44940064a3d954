package com.bedrot.lake.extract.source.linktree;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.SourceLake;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine and a real Chromium against the replica. */
@RequiresTool(Tool.CHROMIUM)
class LinktreeExtractorIT {
  private static final String PIG = "pig1987";

  @TempDir Path folder;
  private SourceLake lake;

  @BeforeEach
  void install() throws IOException {
    lake = new SourceLake("linktree", folder.resolve("home"));
  }

  @AfterEach
  void end() {
    lake.close();
  }

  @Test
  void bothOperationsOfBothAccountsLandWithWhatWasAskedAndAddUp() throws IOException {
    assertThat(lake.extract(null, null))
        .extracting(o -> o.account() + " " + o.dataset() + " " + o.kind() + " " + o.detail())
        .allMatch(text -> text.contains(" LANDED "));

    for (String account : List.of(PIG, "zone-a0")) {
      JsonNode analytics = landed("analytics", account);
      assertThat(analytics.path("request").path("operationName").asText())
          .isEqualTo("getAccountAnalytics");
      Tally days = new Tally();
      analytics
          .path("response")
          .path("data")
          .path("getAccountAnalytics")
          .path("overview")
          .path("timeseries")
          .forEach(
              day -> {
                Tally row = days.row();
                if (!day.path("totalViews").isNull()) {
                  row.add("total_views", day.path("totalViews").asText());
                }
                if (!day.path("totalClicks").isNull()) {
                  row.add("total_clicks", day.path("totalClicks").asText());
                }
              });
      lake.assertAddsUp("analytics", account, days);
      assertThat(landed("links", account).path("request").path("operationName").asText())
          .isEqualTo("getLinkAnalytics");
    }
  }

  private JsonNode landed(String dataset, String account) {
    return LakeJson.read(lake.landed(dataset, account).values().iterator().next(), JsonNode.class);
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER_ACCOUNT, ACCOUNT_MISMATCH",
    "PARTIAL_GRAPHQL, SOURCE_ERROR",
    "CAPTCHA, PORTAL_BOT_CHECK"
  })
  void aFaultLandsNothingAndTheNextRunRecovers(Fault fault, ErrorCode code) {
    lake.replica().faults().set("linktree", fault, Integer.MAX_VALUE, "");

    assertThat(lake.extract(PIG, "analytics")).extracting(WindowOutcome::code).containsOnly(code);
    assertThat(lake.manifests()).isEmpty();

    lake.replica().faults().clear();
    assertThat(lake.extract(PIG, "analytics"))
        .extracting(o -> o.kind() + " " + o.code() + " " + o.detail())
        .allMatch(text -> text.startsWith(Kind.LANDED.name()));
  }
}
