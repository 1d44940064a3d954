package com.bedrot.lake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.StepRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExtractionTest {
  private static final String RUN = "20261101T100000Z-000001";
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

  private static StepRecord step(
      String run, String step, String subject, String account, @Nullable ErrorCode code) {
    return new StepRecord(
        run,
        1,
        step,
        subject,
        account,
        NOW,
        NOW,
        3,
        3,
        0,
        10,
        code == null ? "ok" : "failed",
        code == null ? null : code.name(),
        "why of " + code);
  }

  @Test
  void namesPerAccountTheFailureThatDecidesTheEnd() {
    Extraction extraction =
        Extraction.of(
            ExitCode.DEPENDENCY_DOWN,
            RUN,
            List.of(
                step(RUN, "extract", "tiktok.overview", "a", null),
                step(RUN, "extract", "tiktok.viewers", "a", ErrorCode.PAGING_LOOP),
                step(RUN, "extract", "tiktok", "a", ErrorCode.BROWSER_MISSING),
                step(RUN, "extract", "tiktok.overview", "b", null),
                step(RUN, "import", "distrokid.bank_details", "a", ErrorCode.PAGING_LOOP),
                step("20261031T100000Z-000001", "extract", "metaads", "a", ErrorCode.PAGING_LOOP)));

    assertThat(extraction.accounts())
        .containsExactly(
            new Extraction.AccountState(
                "tiktok",
                "a",
                "failed",
                3,
                9,
                ErrorCode.BROWSER_MISSING,
                ExitCode.DEPENDENCY_DOWN,
                "why of BROWSER_MISSING"),
            new Extraction.AccountState("tiktok", "b", "ok", 1, 3, null, ExitCode.OK, null));
    assertThat(extraction.fields().toString())
        .contains("exit_code=5", "exit_class=dependency_down", "code=BROWSER_MISSING");
  }
}
