package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The pages of one API answer in one file, each as it came and ended by a line feed: the rows of a
 * day never lie in two files, of which the newer would replace the older. URLs of further pages
 * that hold a token are taken out, and the manifest says so.
 */
public final class PageFile implements AutoCloseable {
  private final Path path;
  private final OutputStream out;
  private boolean redacted;

  /** Creates the file. */
  public PageFile(Path path) {
    this.path = path;
    try {
      this.out = new BufferedOutputStream(Files.newOutputStream(path));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Adds a page. */
  public void add(byte[] page) {
    byte[] safe = PagingRedaction.of(page);
    redacted |= safe != page;
    try {
      out.write(safe);
      out.write('\n');
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** What the manifest must say of these pages. */
  public Map<String, String> attributes() {
    return redacted ? Map.of("redacted", "paging") : Map.of();
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private ConnectionException failed(IOException cause) {
    return new ConnectionException(
        ErrorCode.STORE_FULL, "cannot write " + path + ": " + cause.getMessage(), cause);
  }
}
