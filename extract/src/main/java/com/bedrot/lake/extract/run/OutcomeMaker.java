package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Masking;
import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.landing.FetchedContent.Landed;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the outcomes of one account. */
final class OutcomeMaker {
  private final String source;
  private final String account;
  private final RunContext run;

  OutcomeMaker(String source, String account, RunContext run) {
    this.source = source;
    this.account = account;
    this.run = run;
  }

  WindowOutcome landed(DueWindow due, Landed landed, Instant started) {
    Kind kind = landed.rows() == 0 ? Kind.EMPTY : landed.files() == 0 ? Kind.KNOWN : Kind.LANDED;
    String detail =
        switch (kind) {
          case EMPTY -> "no rows";
          case KNOWN -> "landed before";
          default -> due.reason();
        };
    return new WindowOutcome(
        source,
        account,
        due.dataset().name(),
        due.window(),
        kind,
        landed.rows(),
        landed.files(),
        landed.bytes(),
        landed.drops(),
        List.of(),
        null,
        detail,
        started,
        run.now());
  }

  WindowOutcome planned(DueWindow due, List<PlannedFile> files) {
    return plain(Kind.PLANNED, due, files, null, due.reason(), run.now());
  }

  WindowOutcome failed(@Nullable DueWindow due, ErrorCode code, String why, Instant started) {
    return plain(Kind.FAILED, due, List.of(), code, Masking.mask(why), started);
  }

  WindowOutcome skipped(DueWindow due) {
    return plain(
        Kind.SKIPPED, due, List.of(), null, "not tried: the account failed before", run.now());
  }

  WindowOutcome account(Kind kind, @Nullable ErrorCode code, String detail) {
    return plain(kind, null, List.of(), code, detail, run.now());
  }

  private WindowOutcome plain(
      Kind kind,
      @Nullable DueWindow due,
      List<PlannedFile> planned,
      @Nullable ErrorCode code,
      String detail,
      Instant started) {
    return new WindowOutcome(
        source,
        account,
        due == null ? null : due.dataset().name(),
        due == null ? null : due.window(),
        kind,
        0,
        0,
        0,
        List.of(),
        planned,
        code,
        detail,
        started,
        run.now());
  }
}
