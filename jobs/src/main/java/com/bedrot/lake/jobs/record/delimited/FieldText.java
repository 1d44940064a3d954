package com.bedrot.lake.jobs.record.delimited;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes UTF-8 of fields that are not yet: doubled quotes, one-byte encodings. What it makes stays
 * in place until {@link #clear}.
 */
final class FieldText {
  private static final int INITIAL = 4096;
  private final CharsetDecoder strict;
  private final byte[][] utf8 = new byte[128][];
  private final boolean oneByte;
  private byte[] made = new byte[INITIAL];
  private int used;

  /** For UTF-8, or an encoding of one byte a character whose first half is ASCII. */
  FieldText(Charset charset) {
    oneByte = !charset.equals(StandardCharsets.UTF_8);
    strict =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    for (int i = 0; oneByte && i < utf8.length; i++) {
      utf8[i] = decoded((byte) (i + 128));
    }
  }

  private byte[] decoded(byte b) {
    try {
      return strict
          .decode(ByteBuffer.wrap(new byte[] {b}))
          .toString()
          .getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException undefined) {
      return new byte[0];
    }
  }

  /** Forgets what was made for the record before. */
  void clear() {
    used = 0;
  }

  /** Where the last made text is. */
  byte[] bytes() {
    return made;
  }

  int end() {
    return used;
  }

  /** Whether all bytes are characters of the encoding. */
  boolean isValid(byte[] bytes, int from, int to) {
    if (oneByte) {
      for (int p = from; p < to; p++) {
        if (bytes[p] < 0 && utf8[bytes[p] & 0x7F].length == 0) {
          return false;
        }
      }
      return true;
    }
    return Utf8.isValid(bytes, from, to);
  }

  /**
   * Makes the field's text.
   *
   * @param unquote whether doubled quotes become single ones
   * @return where it starts in {@link #bytes}; it ends at {@link #end}
   */
  int make(byte[] bytes, int from, int to, boolean unquote) {
    reserve((to - from) * 3);
    int start = used;
    for (int p = from; p < to; p++) {
      byte b = bytes[p];
      if (b < 0 && oneByte) {
        for (byte part : utf8[b & 0x7F]) {
          made[used++] = part;
        }
        continue;
      }
      made[used++] = b;
      if (unquote && b == '"') {
        p++;
      }
    }
    return start;
  }

  private void reserve(int more) {
    if (used + more > made.length) {
      // fields made before keep the array they are in
      made = Arrays.copyOf(made, Math.max(used + more, made.length * 2));
    }
  }
}
