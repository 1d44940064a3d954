package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.settings.LakeHome;
import com.bedrot.lake.extract.TempFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a run's files before they land, {@code tmp/extract-<run>} in LAKE_HOME, for its
 * owner only. Made on first use; what killed runs left behind is then taken away. A run that lives
 * holds a lock in its folder. Thread-safe.
 */
final class TempSpace implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TempSpace.class);
  private static final String PREFIX = "extract-";
  private static final String LOCK = "lock";

  private final Path home;
  private final Path own;
  private @Nullable FileChannel held;

  TempSpace(Path home, RunId run) {
    this.home = home;
    this.own = home.resolve("tmp").resolve(PREFIX + run);
  }

  /** The folder, made where it was not. */
  synchronized Path folder() {
    if (held == null) {
      new LakeHome(home).prepare();
      try {
        held = make();
      } catch (IOException e) {
        throw new ConnectionException(
            ErrorCode.STORE_DENIED, "cannot make " + own + ": " + e.getMessage(), e);
      }
    }
    return own;
  }

  /**
   * One process at a time sweeps and makes its own, so that none sweeps what is just being made.
   */
  private FileChannel make() throws IOException {
    Path all = home.resolve("tmp");
    makePrivate(all);
    try (FileChannel gate = open(all.resolve(PREFIX + "gate"));
        FileLock passing = gate.lock()) {
      sweep(all);
      makePrivate(own);
      FileChannel channel = open(own.resolve(LOCK));
      if (!passing.isValid() || channel.tryLock() == null) {
        throw new IOException("locked by another process");
      }
      return channel;
    }
  }

  private static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void sweep(Path all) throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(all)) {
      folders =
          found
              .filter(Files::isDirectory)
              .filter(f -> String.valueOf(f.getFileName()).startsWith(PREFIX))
              .toList();
    }
    for (Path folder : folders) {
      if (isLeft(folder)) {
        remove(folder);
      }
    }
  }

  /** What cannot go now, because a dying browser still writes to it, goes with the next run. */
  private static void remove(Path folder) {
    try {
      new TempFolder(folder).close();
    } catch (UncheckedIOException busy) {
      LOG.warn("{} is left to the next run: {}", folder, busy.getMessage());
    }
  }

  private static boolean isLeft(Path folder) throws IOException {
    try (FileChannel channel = open(folder.resolve(LOCK));
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException ours) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    if (held == null) {
      return;
    }
    try (FileChannel ending = held) {
      held = null;
      if (ending.isOpen()) {
        remove(own);
      }
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_DENIED, "cannot remove " + own + ": " + e.getMessage(), e);
    }
  }
}
