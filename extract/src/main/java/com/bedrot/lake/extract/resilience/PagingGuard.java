package com.bedrot.lake.extract.resilience;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Stops reading pages when a source repeats one, or its cursor. One guard per list of pages. */
public final class PagingGuard {
  private final String what;
  private final Set<String> seen = new HashSet<>();

  /**
   * @param what is read in pages, for the message
   */
  public PagingGuard(String what) {
    this.what = what;
  }

  /**
   * Takes a page's bytes.
   *
   * @throws SourceException {@code PAGING_LOOP} where they came before
   */
  public void page(byte[] body) {
    check("page", "page " + Sha256.hex(body));
  }

  /**
   * Takes the cursor of the next page.
   *
   * @throws SourceException {@code PAGING_LOOP} where it came before
   */
  public void cursor(String cursor) {
    check("cursor", "cursor " + Sha256.hex(cursor.getBytes(StandardCharsets.UTF_8)));
  }

  private void check(String kind, String key) {
    if (!seen.add(key)) {
      throw new SourceException(ErrorCode.PAGING_LOOP, what + ": the same " + kind + " came twice");
    }
  }
}
