package com.bedrot.lake.conf.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Opens the log files with the first event after LAKE_HOME exists, and keeps the events before it
 * until then: a command that finds nothing to do leaves no trace on the disk.
 */
final class LateFiles extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final int MOST_KEPT = 500;

  private final Path home;
  private final Supplier<List<Appender<ILoggingEvent>>> files;
  private final Deque<ILoggingEvent> kept = new ArrayDeque<>();
  private List<Appender<ILoggingEvent>> open = List.of();

  /**
   * @param files started appenders, asked for once
   */
  LateFiles(Path home, Supplier<List<Appender<ILoggingEvent>>> files) {
    this.home = home;
    this.files = files;
  }

  @Override
  protected synchronized void append(ILoggingEvent event) {
    if (open.isEmpty() && !Files.isDirectory(home)) {
      keep(event);
      return;
    }
    if (open.isEmpty()) {
      open = files.get();
      kept.forEach(this::write);
      kept.clear();
    }
    write(event);
  }

  @Override
  public synchronized void stop() {
    open.forEach(Appender::stop);
    super.stop();
  }

  private void keep(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    if (kept.size() == MOST_KEPT) {
      kept.removeFirst();
    }
    kept.addLast(event);
  }

  private void write(ILoggingEvent event) {
    open.forEach(file -> file.doAppend(event));
  }
}
