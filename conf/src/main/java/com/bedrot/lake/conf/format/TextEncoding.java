package com.bedrot.lake.conf.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Byte order marks and the conversion of UTF-16 content. */
public final class TextEncoding {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private TextEncoding() {}

  /** Whether the bytes start with the UTF-8 mark (3 bytes). */
  public static boolean hasUtf8Mark(byte[] head) {
    return head.length >= 3
        && (head[0] & 0xff) == 0xef
        && (head[1] & 0xff) == 0xbb
        && (head[2] & 0xff) == 0xbf;
  }

  /** Whether the bytes start with a UTF-16 mark (2 bytes) of either order. */
  public static boolean hasUtf16Mark(byte[] head) {
    return utf16(head) != null;
  }

  /** UTF-16LE or UTF-16BE by the mark, or null where there is none. */
  public static @Nullable Charset utf16(byte[] head) {
    if (head.length < 2) {
      return null;
    }
    int mark = (head[0] & 0xff) << 8 | head[1] & 0xff;
    if (mark == 0xfffe) {
      return StandardCharsets.UTF_16LE;
    }
    return mark == 0xfeff ? StandardCharsets.UTF_16BE : null;
  }

  /** UTF-8 where the bytes are, else windows-1252: for short texts of a file not yet judged. */
  static String lenient(byte[] bytes, int from, int length) {
    String utf8 = new String(bytes, from, length, StandardCharsets.UTF_8);
    return utf8.indexOf('\ufffd') < 0 ? utf8 : new String(bytes, from, length, WINDOWS_1252);
  }

  /**
   * The content of a UTF-16 file (mark already skipped) as UTF-8. Broken pairs become U+FFFD.
   *
   * @param utf16 positioned behind the mark
   */
  public static InputStream asUtf8(InputStream utf16, Charset charset) {
    Reader reader =
        new InputStreamReader(
            utf16,
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE));
    return new Transcoded(reader);
  }

  private static final class Transcoded extends InputStream {
    private final Reader reader;
    private final CharBuffer chars = CharBuffer.allocate(1 << 16);
    private byte[] bytes = new byte[0];
    private int position;
    private char pending;

    Transcoded(Reader reader) {
      this.reader = reader;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      while (position >= bytes.length) {
        if (!fill()) {
          return -1;
        }
      }
      int taken = Math.min(length, bytes.length - position);
      System.arraycopy(bytes, position, into, offset, taken);
      position += taken;
      return taken;
    }

    private boolean fill() throws IOException {
      chars.clear();
      if (pending != 0) {
        chars.put(pending);
        pending = 0;
      }
      if (reader.read(chars) < 0 && chars.position() == 0) {
        return false;
      }
      chars.flip();
      int end = chars.limit();
      if (end > 1 && Character.isHighSurrogate(chars.get(end - 1))) {
        pending = chars.get(end - 1);
        chars.limit(end - 1);
      }
      bytes = chars.toString().getBytes(StandardCharsets.UTF_8);
      position = 0;
      return true;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
