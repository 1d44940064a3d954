package com.bedrot.lake.extract.source.linktree;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.ReplicaLake;
import com.bedrot.lake.extract.source.SourceOnReplica;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The engine and a real Chromium against the replica. */
@RequiresTool(Tool.CHROMIUM)
class LinktreeExtractorIT extends SourceOnReplica {
  private static final String LINKTREE = "linktree";
  private static final String PIG = "pig1987";

  @Test
  void aPartOfTheDataIsRefusedAndTheNextRunBringsBothOperationsWithWhatWasAsked()
      throws IOException {
    lake.fault(LINKTREE, Fault.PARTIAL_GRAPHQL, "");
    assertThat(ReplicaLake.ends(lake.extract(LINKTREE, PIG, null), PIG))
        .containsOnly(
            Map.entry("analytics", "FAILED SOURCE_ERROR"),
            Map.entry("links", "FAILED SOURCE_ERROR"));
    assertThat(lake.manifests()).isEmpty();

    lake.replica().faults().clear();
    assertThat(lake.extract(LINKTREE, null, null))
        .hasSize(4)
        .extracting(WindowOutcome::kind)
        .containsOnly(Kind.LANDED);

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
      ReplicaLake.assertAddsUp(LINKTREE, "analytics", account, days);
      assertThat(landed("links", account).path("request").path("operationName").asText())
          .isEqualTo("getLinkAnalytics");
    }
  }

  private JsonNode landed(String dataset, String account) {
    return LakeJson.read(
        lake.landed(LINKTREE, account, dataset).values().iterator().next(), JsonNode.class);
  }
}
