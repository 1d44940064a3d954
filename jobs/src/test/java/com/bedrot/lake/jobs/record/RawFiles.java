package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.format.FileScan;
import com.bedrot.lake.conf.format.FileShape;
import com.bedrot.lake.conf.format.ScanContext;
import com.bedrot.lake.conf.format.ScanResult;
import com.bedrot.lake.conf.settings.LakeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Writes raw files and scans them as landing does. */
public final class RawFiles {
  private final Path folder;
  private final DatasetContract contract;
  private long splitBytes = 64L << 20;
  private Map<String, String> attributes = Map.of();

  public RawFiles(Path folder, DatasetContract contract) {
    this.folder = folder;
    this.contract = contract;
  }

  public RawFiles splitAt(long bytes) {
    splitBytes = bytes;
    return this;
  }

  public RawFiles attributes(Map<String, String> given) {
    attributes = given;
    return this;
  }

  public RawFile write(String name, String content) {
    return write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public RawFile write(String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.write(file, content);
      LakeSettings.Limits limits =
          new LakeSettings.Limits(1L << 34, 1L << 31, 100, 200, 2000, 1 << 20, splitBytes);
      ScanContext context =
          new ScanContext(
              name, Instant.parse("2026-03-01T00:00:00Z"), attributes, null, null, null);
      ScanResult result = new FileScan(contract, limits).scan(file, context);
      FileShape shape = result.shape();
      if (shape == null) {
        throw new IllegalArgumentException(name + " is broken: " + result.broken());
      }
      return new RawFile(
          file.toUri().toString(),
          "id-" + name,
          "sha-" + name,
          "zone",
          content.length,
          attributes,
          result.window(),
          shape);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
