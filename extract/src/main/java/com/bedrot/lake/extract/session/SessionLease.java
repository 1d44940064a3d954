package com.bedrot.lake.extract.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right of one thread of one process to change a session. A process that dies loses it at once.
 */
public final class SessionLease implements AutoCloseable {
  private static final Set<Path> IN_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  private final SessionStore store;
  private final SourceAccount who;
  private final Path lockFile;
  private final FileChannel channel;

  SessionLease(SessionStore store, SourceAccount who, Path folder) throws IOException {
    this.store = store;
    this.who = who;
    this.lockFile = folder.resolve("lock").toAbsolutePath().normalize();
    if (!IN_THIS_PROCESS.add(lockFile)) {
      throw SessionErrors.busy(who);
    }
    FileChannel opened = null;
    boolean held = false;
    try {
      opened =
          FileChannel.open(
              lockFile,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PrivateFiles.ownersOnly());
      FileLock lock = opened.tryLock();
      held = lock != null;
      if (!held) {
        throw SessionErrors.busy(who);
      }
    } finally {
      if (!held) {
        release(opened);
      }
    }
    this.channel = opened;
  }

  public SourceAccount account() {
    return who;
  }

  /** As {@link SessionStore#read}. */
  public Optional<AccountSession> session() {
    return store.read(who);
  }

  /** Replaces the session, all or nothing. */
  public void save(AccountSession session) {
    store.write(who, session);
  }

  /**
   * Removes the session.
   *
   * @return whether there was one
   */
  public boolean forget() {
    return store.delete(who);
  }

  @Override
  public void close() {
    release(channel);
  }

  private void release(@Nullable FileChannel opened) {
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (IOException e) {
      throw SessionErrors.files(lockFile, e);
    } finally {
      IN_THIS_PROCESS.remove(lockFile);
    }
  }
}
