package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.error.ErrorCode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file (one member of an archive with several) of an import.
 *
 * @param datasetKey null where refused
 * @param fileId null where refused; for a duplicate the id of the first
 * @param drop landing prefix, null where nothing was landed
 * @param detail one sentence for people
 * @param code why it was refused, else null
 */
public record FileOutcome(
    Path path,
    Kind kind,
    @Nullable String datasetKey,
    @Nullable String account,
    @Nullable String fileId,
    @Nullable String member,
    @Nullable String window,
    @Nullable String drop,
    long bytes,
    String detail,
    @Nullable ErrorCode code) {
  /** How it ended; WOULD_LAND is a dry run's LANDED. */
  public enum Kind {
    LANDED,
    WOULD_LAND,
    DUPLICATE,
    REFUSED
  }

  static FileOutcome refused(Path path, ErrorCode code, String why) {
    return new FileOutcome(path, Kind.REFUSED, null, null, null, null, null, null, 0, why, code);
  }

  static FileOutcome of(
      PreparedFile file, Kind kind, String fileId, @Nullable String drop, String detail) {
    return new FileOutcome(
        file.path(),
        kind,
        file.contract().key(),
        file.account(),
        fileId,
        file.member(),
        file.window(),
        drop,
        file.bytes(),
        detail,
        null);
  }
}
