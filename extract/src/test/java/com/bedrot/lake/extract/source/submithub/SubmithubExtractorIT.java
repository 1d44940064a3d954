package com.bedrot.lake.extract.source.submithub;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.SourceLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
class SubmithubExtractorIT {
  private static final String LINKS = "link_analytics";
  private static final String SUBMISSIONS = "submissions";
  private static final String PIG = "pig1987";

  @TempDir Path folder;
  private SourceLake lake;

  @BeforeEach
  void install() throws IOException {
    lake = new SourceLake("submithub", folder.resolve("home"));
  }

  @AfterEach
  void end() {
    lake.close();
  }

  @Test
  void everyDatasetOfBothAccountsLandsAndAddsUp() throws IOException {
    assertThat(lake.extract(null, null))
        .extracting(o -> o.account() + " " + o.dataset() + " " + o.kind() + " " + o.detail())
        .allMatch(text -> text.contains(" LANDED "))
        .hasSize(4);

    for (String account : List.of(PIG, "zone-a0")) {
      lake.assertAddsUp(LINKS, account, tally(LINKS, account, "opened", "clicked"));
      lake.assertAddsUp(SUBMISSIONS, account, tally(SUBMISSIONS, account, "cost_usd"));
    }
  }

  private Tally tally(String dataset, String account, String... sums) {
    Tally tally = new Tally();
    byte[] csv = lake.landed(dataset, account).values().iterator().next();
    Tally.records(new String(csv, StandardCharsets.UTF_8), ',')
        .forEach(
            line -> {
              tally.row();
              List.of(sums).forEach(sum -> tally.add(sum, line.get(sum)));
            });
    return tally;
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER_ACCOUNT, '', ACCOUNT_MISMATCH",
    "LAYOUT_CHANGED, /submissions, PORTAL_LAYOUT_CHANGED",
    "LOGIN_PAGE, /submissions, SESSION_EXPIRED",
    "CUT_BODY, /submissions/export.csv, RESPONSE_CUT",
  })
  void aFaultLandsNothingAndTheNextRunRecovers(Fault fault, String path, ErrorCode code) {
    lake.replica().faults().set("submithub", fault, Integer.MAX_VALUE, path);

    assertThat(lake.extract(PIG, SUBMISSIONS))
        .extracting(WindowOutcome::code)
        .containsExactly(code);
    assertThat(lake.manifests()).isEmpty();

    lake.replica().faults().clear();
    assertThat(lake.extract(PIG, SUBMISSIONS))
        .extracting(WindowOutcome::kind)
        .containsExactly(Kind.LANDED);
  }
}
