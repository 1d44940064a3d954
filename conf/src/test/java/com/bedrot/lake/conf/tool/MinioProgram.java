package com.bedrot.lake.conf.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The MinIO that {@code submit/minio build} made, where it keeps it. */
public final class MinioProgram {
  private MinioProgram() {}

  /** The newest one; empty where none was built. */
  public static Optional<Path> find() {
    String given = System.getenv("LAKE_MINIO_HOME");
    Path folder =
        given != null ? Path.of(given) : Path.of("").toAbsolutePath().resolve("../.lake/ci/minio");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
