package com.bedrot.lake.jobs.raw;

import com.bedrot.lake.conf.format.ByteSource;
import com.bedrot.lake.conf.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** An object of a remote store as a local temporary file, removed when closed. */
final class SpooledFile implements ByteSource {
  private final Path file;
  private final ByteSource bytes;

  private SpooledFile(Path file) throws IOException {
    this.file = file;
    this.bytes = ByteSource.of(file);
  }

  static SpooledFile of(ObjectStore store, String key) throws IOException {
    Path file = Files.createTempFile("lake-scan", null);
    try (InputStream in = store.open(key, 0)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return new SpooledFile(file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    return bytes.read(position, into, offset, length);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
    Files.deleteIfExists(file);
  }
}
