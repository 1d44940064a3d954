package com.bedrot.lake.conf.format;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Inflated and, for UTF-16, transcoded content that can be opened again.
 *
 * @param sizeHint bytes expected, an estimate
 * @param encoding the UTF-16 it was transcoded from, else null
 * @param member the archive member it is, or null
 */
record Content(Opener opener, long sizeHint, @Nullable String encoding, @Nullable String member) {
  /** Opens the content from its start. */
  interface Opener {
    InputStream open() throws IOException;
  }

  InputStream open() throws IOException {
    return opener.open();
  }
}
