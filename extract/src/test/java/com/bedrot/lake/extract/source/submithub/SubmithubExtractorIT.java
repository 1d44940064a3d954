package com.bedrot.lake.extract.source.submithub;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.ReplicaLake;
import com.bedrot.lake.extract.source.SourceOnReplica;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine and a real Chromium against the replica. */
@RequiresTool(Tool.CHROMIUM)
class SubmithubExtractorIT extends SourceOnReplica {
  private static final String SUBMITHUB = "submithub";
  private static final String LINKS = "link_analytics";
  private static final String SUBMISSIONS = "submissions";
  private static final String PIG = "pig1987";

  @Test
  void aChangedLoginIsNamedOneThatLeadsBackNeedsAPersonAndTheNextRunBringsEverything()
      throws IOException {
    lake.fault(SUBMITHUB, Fault.LAYOUT_CHANGED, "/login");
    assertThat(lake.extract(SUBMITHUB, PIG, null))
        .extracting(WindowOutcome::code)
        .containsExactly(ErrorCode.PORTAL_LAYOUT_CHANGED);

    lake.replica().faults().clear();
    lake.fault(SUBMITHUB, Fault.LOGIN_PAGE, "/links");

    assertThat(lake.extract(SUBMITHUB, PIG, null))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.LOGIN_REFUSED);
              assertThat(refused.detail())
                  .contains("/links asks to sign in again, right after user and password");
            });
    assertThat(ErrorCode.LOGIN_REFUSED.exitCode()).isEqualTo(ExitCode.HUMAN);
    assertThat(lake.manifests()).isEmpty();

    lake.replica().faults().clear();
    assertThat(lake.extract(SUBMITHUB, null, null))
        .hasSize(4)
        .extracting(WindowOutcome::kind)
        .containsOnly(Kind.LANDED);
    for (String account : List.of(PIG, "zone-a0")) {
      ReplicaLake.assertAddsUp(
          SUBMITHUB, LINKS, account, tally(LINKS, account, "opened", "clicked"));
      ReplicaLake.assertAddsUp(
          SUBMITHUB, SUBMISSIONS, account, tally(SUBMISSIONS, account, "cost_usd"));
    }
  }

  private Tally tally(String dataset, String account, String... sums) {
    Tally tally = new Tally();
    byte[] csv = lake.landed(SUBMITHUB, account, dataset).values().iterator().next();
    Tally.records(new String(csv, StandardCharsets.UTF_8), ',')
        .forEach(
            line -> {
              tally.row();
              List.of(sums).forEach(sum -> tally.add(sum, line.get(sum)));
            });
    return tally;
  }
}
