package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.error.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a ZIP archive, taken from its central directory and read with every size and
 * checksum verified. Refuses what no statement needs: encryption, entries that leave the archive,
 * archives in archives, inflation beyond the limits, bytes before or after the archive.
 */
public final class ZipContent {
  private static final int END_BYTES = 22;
  private static final int END_MARK = 0x06054b50;
  private static final int ENTRY_MARK = 0x02014b50;
  private static final int LOCAL_MARK = 0x04034b50;
  private static final int ENTRY_BYTES = 46;
  private static final int LOCAL_BYTES = 30;
  private static final int MAX_DIRECTORY_BYTES = 16 << 20;
  private static final long UNSIGNED_INT = 0xffffffffL;
  private static final int RATIO_FROM_BYTES = 1 << 20;

  private final ByteSource source;
  private final List<Entry> entries;
  private final long limit;
  private final int ratio;

  /**
   * One file in the archive.
   *
   * @param modified the entry's own time (no zone), or null where it has none
   */
  public record Entry(
      String name,
      long packed,
      long size,
      long crc,
      int method,
      long headerOffset,
      @Nullable LocalDateTime modified) {
    /** The name without folders. */
    public String fileName() {
      return name.substring(name.lastIndexOf('/') + 1);
    }
  }

  private ZipContent(ByteSource source, List<Entry> entries, long limit, int ratio) {
    this.source = source;
    this.entries = entries;
    this.limit = limit;
    this.ratio = ratio;
  }

  /**
   * Reads the directory and checks every entry's name, method and declared sizes.
   *
   * @param limit most inflated bytes of all entries together
   * @param ratio most inflated bytes per packed byte of an entry (judged from 1 MiB on)
   * @throws BrokenFileException with an {@code ARCHIVE_} code
   */
  public static ZipContent open(ByteSource source, long limit, int ratio) throws IOException {
    ByteBuffer directory = directory(source);
    List<Entry> entries = new ArrayList<>();
    long total = 0;
    while (directory.remaining() > 0) {
      Entry entry = entry(directory);
      if (entry.name().endsWith("/")) {
        continue;
      }
      total += entry.size();
      if (total > limit || total < 0) {
        throw bomb(entry.name(), "inflates to more than " + limit + " bytes");
      }
      if (entry.size() > RATIO_FROM_BYTES && entry.size() / Math.max(1, entry.packed()) > ratio) {
        throw bomb(entry.name(), "inflates more than " + ratio + " times");
      }
      entries.add(entry);
    }
    return new ZipContent(source, List.copyOf(entries), limit, ratio);
  }

  /** Files in directory order, folders left out. */
  public List<Entry> entries() {
    return entries;
  }

  /** The entry's inflated bytes; sizes and checksum are verified when its end is reached. */
  public InputStream open(Entry entry) throws IOException {
    ByteBuffer local = little(source.bytes(entry.headerOffset(), LOCAL_BYTES));
    if (local.remaining() < LOCAL_BYTES || local.getInt(0) != LOCAL_MARK) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_TRUNCATED,
          "The data of entry " + Shown.text(entry.name()) + " is missing.");
    }
    long start =
        entry.headerOffset()
            + LOCAL_BYTES
            + Short.toUnsignedInt(local.getShort(26))
            + Short.toUnsignedInt(local.getShort(28));
    if (start + entry.packed() > source.size()) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_TRUNCATED,
          "The data of entry " + Shown.text(entry.name()) + " is cut off.");
    }
    InputStream packed = source.stream(start, start + entry.packed());
    InputStream plain =
        entry.method() == 0 ? packed : new InflaterInputStream(packed, new Inflater(true), 1 << 16);
    return new Verified(plain, entry, limit, ratio);
  }

  private static ByteBuffer directory(ByteSource source) throws IOException {
    long size = source.size();
    int tailBytes = (int) Math.min(size, END_BYTES + 65_535L);
    ByteBuffer tail = little(source.bytes(size - tailBytes, tailBytes));
    int end = endRecord(tail);
    long entriesBytes = Integer.toUnsignedLong(tail.getInt(end + 12));
    long offset = Integer.toUnsignedLong(tail.getInt(end + 16));
    long endPosition = size - tailBytes + end;
    if (offset == UNSIGNED_INT || entriesBytes == UNSIGNED_INT) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_BOMB, "The archive is a ZIP64 archive of more than 4 GiB.");
    }
    if (offset + entriesBytes > endPosition || entriesBytes > MAX_DIRECTORY_BYTES) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_TRUNCATED, "The archive's directory does not lie inside the file.");
    }
    return little(source.bytes(offset, (int) entriesBytes));
  }

  private static int endRecord(ByteBuffer tail) {
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_MARK) {
        int comment = Short.toUnsignedInt(tail.getShort(at + 20));
        int after = tail.limit() - (at + END_BYTES + comment);
        if (after > 0) {
          throw new BrokenFileException(
              ErrorCode.ARCHIVE_TRAILING, after + " bytes follow the end of the archive.");
        }
        if (after < 0) {
          throw new BrokenFileException(
              ErrorCode.ARCHIVE_TRUNCATED, "The archive ends inside its comment.");
        }
        return at;
      }
    }
    throw new BrokenFileException(
        ErrorCode.ARCHIVE_TRUNCATED, "The archive has no directory at its end.");
  }

  private static Entry entry(ByteBuffer directory) {
    int at = directory.position();
    if (directory.remaining() < ENTRY_BYTES || directory.getInt(at) != ENTRY_MARK) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_TRUNCATED, "The archive's directory is damaged.");
    }
    int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
    int extraBytes = Short.toUnsignedInt(directory.getShort(at + 30));
    int commentBytes = Short.toUnsignedInt(directory.getShort(at + 32));
    if (directory.remaining() < ENTRY_BYTES + nameBytes + extraBytes + commentBytes) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_TRUNCATED, "The archive's directory is damaged.");
    }
    String name =
        new String(directory.array(), at + ENTRY_BYTES, nameBytes, StandardCharsets.UTF_8);
    checkName(name);
    if ((directory.getShort(at + 8) & 1) != 0) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_ENCRYPTED, "Entry " + Shown.text(name) + " is encrypted.");
    }
    int method = Short.toUnsignedInt(directory.getShort(at + 10));
    if (method != 0 && method != 8) {
      throw new BrokenFileException(
          ErrorCode.FILE_UNREADABLE,
          "Entry " + Shown.text(name) + " uses compression method " + method + ".");
    }
    directory.position(at + ENTRY_BYTES + nameBytes + extraBytes + commentBytes);
    return new Entry(
        name,
        Integer.toUnsignedLong(directory.getInt(at + 20)),
        Integer.toUnsignedLong(directory.getInt(at + 24)),
        Integer.toUnsignedLong(directory.getInt(at + 16)),
        method,
        Integer.toUnsignedLong(directory.getInt(at + 42)),
        modified(directory.getShort(at + 14), directory.getShort(at + 12)));
  }

  private static void checkName(String name) {
    String unix = name.replace('\\', '/');
    boolean leaves =
        unix.startsWith("/")
            || List.of(unix.split("/")).contains("..")
            || unix.matches("^[A-Za-z]:.*")
            || name.chars().anyMatch(c -> c < 32 || c == 127);
    if (leaves) {
      throw new BrokenFileException(
          ErrorCode.ARCHIVE_ENTRY, "Entry " + Shown.text(name) + " has an unsafe name.");
    }
    String extension = ByteKind.extension(name);
    if (List.of("zip", "gz", "7z", "rar", "tar", "tgz", "bz2", "xz").contains(extension)) {
      throw nested(name);
    }
  }

  static BrokenFileException nested(String name) {
    return new BrokenFileException(
        ErrorCode.ARCHIVE_NESTED, "Entry " + Shown.text(name) + " is itself an archive.");
  }

  private static @Nullable LocalDateTime modified(short date, short time) {
    int days = Short.toUnsignedInt(date);
    int seconds = Short.toUnsignedInt(time);
    try {
      return LocalDateTime.of(
          1980 + (days >> 9), days >> 5 & 15, days & 31, seconds >> 11, seconds >> 5 & 63, 0);
    } catch (java.time.DateTimeException noDate) {
      return null;
    }
  }

  private static BrokenFileException bomb(String name, String how) {
    return new BrokenFileException(
        ErrorCode.ARCHIVE_BOMB, String.format(Locale.ROOT, "Entry %s %s.", Shown.text(name), how));
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static final class Verified extends FilterInputStream {
    private final Entry entry;
    private final long limit;
    private final int ratio;
    private final CRC32 crc = new CRC32();
    private long read;

    Verified(InputStream plain, Entry entry, long limit, int ratio) {
      super(plain);
      this.entry = entry;
      this.limit = limit;
      this.ratio = ratio;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int taken;
      try {
        taken = super.read(into, offset, length);
      } catch (java.util.zip.ZipException | java.io.EOFException broken) {
        throw new BrokenFileException(
            ErrorCode.ARCHIVE_CRC,
            "The data of entry " + Shown.text(entry.name()) + " is damaged.");
      }
      if (taken < 0) {
        verify();
        return taken;
      }
      crc.update(into, offset, taken);
      read += taken;
      if (read > limit) {
        throw bomb(entry.name(), "inflates to more than " + limit + " bytes");
      }
      if (read > RATIO_FROM_BYTES && read / Math.max(1, entry.packed()) > ratio) {
        throw bomb(entry.name(), "inflates more than " + ratio + " times");
      }
      return taken;
    }

    private void verify() {
      if (crc.getValue() != entry.crc() || read != entry.size()) {
        throw new BrokenFileException(
            ErrorCode.ARCHIVE_CRC,
            "The checksum of entry " + Shown.text(entry.name()) + " does not match its content.");
      }
    }
  }
}
