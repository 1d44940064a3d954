package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Text as it is. */
final class TextDecoder extends ValueDecoder {
  @Override
  public @Nullable ErrorCode decode(byte[] bytes, int from, int to, RecordRow row, int slot) {
    row.setText(slot, bytes, from, to);
    return null;
  }
}
