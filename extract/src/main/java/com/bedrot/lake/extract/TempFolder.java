package com.bedrot.lake.extract;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of one account's fetch, for its owner only; made with its first file. */
public final class TempFolder implements AutoCloseable {
  private final Supplier<Path> place;
  private @Nullable Path folder;
  private int files;

  /** A folder of that path. */
  public TempFolder(Path folder) {
    this.place = () -> folder;
    this.folder = folder;
  }

  /** A folder whose path is asked for with its first file. */
  public TempFolder(Supplier<Path> place) {
    this.place = place;
  }

  /** A path for a file of that name, in a folder of its own. */
  public Path file(String name) {
    return folder().resolve(name);
  }

  /** A new empty folder in it. */
  public synchronized Path folder() {
    if (folder == null) {
      folder = place.get();
    }
    Path own = folder.resolve(Integer.toString(files++));
    try {
      Files.createDirectories(
          own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return own;
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_DENIED, "cannot make " + own + ": " + e.getMessage(), e);
    }
  }

  /** Removes the folder and all that is in it. */
  @Override
  public synchronized void close() {
    if (folder == null || Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> innerFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : innerFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
