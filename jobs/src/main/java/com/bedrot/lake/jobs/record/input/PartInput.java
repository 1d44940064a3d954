package com.bedrot.lake.jobs.record.input;

import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.conf.format.ByteKind;
import com.bedrot.lake.conf.format.ByteSource;
import com.bedrot.lake.conf.format.GzipContent;
import com.bedrot.lake.conf.format.HtmlContent;
import com.bedrot.lake.conf.format.TextEncoding;
import com.bedrot.lake.conf.format.XlsxContent;
import com.bedrot.lake.conf.format.ZipContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/**
 * The content of parts: local files by path, any other store through Hadoop, taken out of archives
 * and gzip, UTF-16 as UTF-8. Limits were checked when the file was scanned.
 */
public final class PartInput {
  private static final byte[] GZIP_MARK = {0x1f, (byte) 0x8b};
  private static final int UTF_16_MARK = 2;
  private final Configuration hadoop;
  private final FileFormat format;
  private final boolean pageAllowed;
  private final boolean gzipAllowed;

  /** For files of a dataset in this format. */
  public PartInput(Configuration hadoop, FileFormat format) {
    this.hadoop = hadoop;
    this.format = format;
    this.pageAllowed = format.containers().contains("html");
    this.gzipAllowed = format.containers().contains("gzip");
  }

  /** The charset content of the encoding is read in: UTF-16 is handed out as UTF-8. */
  public static Charset charset(String encoding) {
    return isWide(encoding) ? java.nio.charset.StandardCharsets.UTF_8 : Charset.forName(encoding);
  }

  /** Whether the encoding is read from its beginning only. */
  public static boolean isWide(String encoding) {
    return encoding.startsWith("UTF-16");
  }

  /** The part's bytes, from its offset, exactly its length. */
  public InputStream open(RecordPart part) throws IOException {
    ByteSource source = source(part.file().uri());
    try {
      return new PartStream(content(part, source), source, part.length());
    } catch (IOException | RuntimeException failed) {
      close(source);
      throw failed;
    }
  }

  private InputStream content(RecordPart part, ByteSource source) throws IOException {
    InputStream unpacked;
    if (part.member() != null) {
      unpacked = member(source, part.member());
    } else if (gzipAllowed && java.util.Arrays.equals(source.bytes(0, 2), GZIP_MARK)) {
      unpacked =
          new GzipContent(source.stream(0, source.size()), Long.MAX_VALUE, Integer.MAX_VALUE);
    } else if (pageAllowed && HtmlContent.isPage(source.bytes(0, ByteKind.SNIFFED), format)) {
      unpacked =
          new ByteArrayInputStream(HtmlContent.block(source.stream(0, source.size()), format));
    } else if (isWide(part.layout().encoding())) {
      unpacked = source.stream(0, source.size());
    } else {
      return source.stream(part.offset(), part.offset() + part.length());
    }
    if (isWide(part.layout().encoding())) {
      unpacked.skipNBytes(UTF_16_MARK);
      unpacked = TextEncoding.asUtf8(unpacked, Charset.forName(part.layout().encoding()));
    }
    unpacked.skipNBytes(part.offset());
    return unpacked;
  }

  private static InputStream member(ByteSource source, String name) throws IOException {
    if (name.startsWith(XlsxContent.SHEET)) {
      return XlsxContent.open(source, Long.MAX_VALUE, Integer.MAX_VALUE)
          .csv(name.substring(XlsxContent.SHEET.length()));
    }
    ZipContent archive = ZipContent.open(source, Long.MAX_VALUE, Integer.MAX_VALUE);
    for (ZipContent.Entry entry : archive.entries()) {
      if (entry.name().equals(name)) {
        return archive.open(entry);
      }
    }
    throw new TransformationException(
        ErrorCode.ARCHIVE_NO_MEMBER, "The archive has no entry " + name);
  }

  private ByteSource source(String uri) throws IOException {
    if (uri.startsWith("/")) {
      return ByteSource.of(Path.of(uri));
    }
    URI address = URI.create(uri);
    return "file".equals(address.getScheme())
        ? ByteSource.of(Path.of(address.getPath()))
        : new HadoopSource(address, hadoop);
  }

  /** Closing what was only read cannot lose anything. */
  static void close(ByteSource source) throws IOException {
    try {
      source.close();
    } catch (IOException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IOException(failed);
    }
  }
}
