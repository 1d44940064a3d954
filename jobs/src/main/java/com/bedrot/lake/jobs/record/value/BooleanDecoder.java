package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code true} and {@code false} in any case. */
final class BooleanDecoder extends ValueDecoder {
  @Override
  public @Nullable ErrorCode decode(byte[] bytes, int from, int to, RecordRow row, int slot) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
    if (text.equalsIgnoreCase("true")) {
      row.setLong(slot, 1);
      return null;
    }
    if (text.equalsIgnoreCase("false")) {
      row.setLong(slot, 0);
      return null;
    }
    return ErrorCode.VALUE_TYPE;
  }
}
