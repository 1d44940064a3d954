package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.Window;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one window of one account, or of the whole account.
 *
 * @param dataset null where the account as a whole is meant
 * @param drops landing prefixes written
 * @param planned files and calls of a dry run
 * @param code why it failed, or null
 * @param detail one sentence for people
 */
public record WindowOutcome(
    String source,
    String account,
    @Nullable String dataset,
    @Nullable Window window,
    Kind kind,
    long rows,
    int files,
    long bytes,
    List<String> drops,
    List<PlannedFile> planned,
    @Nullable ErrorCode code,
    String detail,
    Instant startedAt,
    Instant endedAt) {
  /** How it ended. */
  public enum Kind {
    LANDED,
    /** All its content had landed before. */
    KNOWN,
    /** The source has no rows for it. */
    EMPTY,
    FAILED,
    /** Not tried, since the account failed before. */
    SKIPPED,
    NOT_DUE,
    UNCONFIGURED,
    /** A dry run's. */
    PLANNED
  }

  public WindowOutcome {
    drops = List.copyOf(drops);
    planned = List.copyOf(planned);
  }
}
