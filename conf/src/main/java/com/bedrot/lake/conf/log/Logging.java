package com.bedrot.lake.conf.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import com.bedrot.lake.conf.run.RunId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Sets Logback up for a process: warnings to stderr, everything to {@code logs/<module>.log} (for
 * people) and {@code logs/<module>.json} (one event per line) under LAKE_HOME, each 10 MB times
 * five, secrets masked everywhere.
 */
public final class Logging {
  /** Context names every event carries where they are known. */
  public static final String RUN_ID = "run_id";

  public static final String SOURCE = "source";
  public static final String ACCOUNT = "account";
  public static final String ZONE = "zone";
  public static final String EVENT = "event";
  public static final String CODE = "code";

  private static final FileSize FILE_SIZE = FileSize.valueOf("10MB");
  private static final int OLD_FILES = 4;
  private static final AtomicReference<Path> FILE = new AtomicReference<>();

  /** Said on every start, or of a lost race that is answered: nothing anyone could act on. */
  private static final List<String> NOISE =
      List.of(
          "org.apache.hadoop.util.NativeCodeLoader",
          "org.apache.spark.util.Utils",
          "org.apache.spark.sql.catalyst.util.SparkStringUtils",
          "org.apache.spark.scheduler.FairSchedulableBuilder",
          "org.apache.parquet.hadoop.MemoryManager",
          "org.apache.hadoop.fs.s3a");

  private Logging() {}

  /**
   * Starts logging for this process; what was set up before is replaced. Creates no folder: the
   * files open with the first event after LAKE_HOME exists.
   *
   * @param module names the files
   * @throws IllegalStateException if another logging library than Logback is bound
   */
  public static void start(Path home, String module, RunId run) {
    start(home, module, run, FILE_SIZE);
  }

  static void start(Path home, String module, RunId run, FileSize fileSize) {
    LoggerContext context = assertBound();
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    context.getLogger("com.bedrot.lake").setLevel(Level.INFO);
    NOISE.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    root.addAppender(console(context));
    root.addAppender(files(context, home, module, fileSize));
    MDC.put(RUN_ID, run.value());
    FILE.set(home.resolve("logs").resolve(module + ".log"));
  }

  /** The log file for people of this process, once logging is started. */
  public static Optional<Path> file() {
    return Optional.ofNullable(FILE.get());
  }

  /**
   * The bound Logback.
   *
   * @throws IllegalStateException naming what is bound instead
   */
  public static LoggerContext assertBound() {
    ILoggerFactory bound = LoggerFactory.getILoggerFactory();
    if (bound instanceof LoggerContext context) {
      return context;
    }
    throw new IllegalStateException(
        "SLF4J is bound to "
            + bound.getClass().getName()
            + ", not to Logback: take the other provider off the class path");
  }

  /** From now on nothing is logged to stderr; the files go on. */
  public static void quietConsole() {
    assertBound().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender("console");
  }

  /** Writes what is still in memory and closes the files. */
  public static void stop() {
    assertBound().stop();
    FILE.set(null);
  }

  static Appender<ILoggingEvent> console(LoggerContext context) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setName("console");
    console.setTarget("System.err");
    console.setEncoder(masked(context, null));
    ThresholdFilter warnings = new ThresholdFilter();
    warnings.setLevel("WARN");
    warnings.start();
    console.addFilter(warnings);
    console.start();
    return console;
  }

  private static Appender<ILoggingEvent> files(
      LoggerContext context, Path home, String module, FileSize fileSize) {
    Path logs = home.resolve("logs");
    LateFiles late =
        new LateFiles(
            home,
            () ->
                List.of(
                    rolling(context, logs.resolve(module + ".log"), fileSize, null),
                    rolling(context, logs.resolve(module + ".json"), fileSize, events(context))));
    late.setContext(context);
    late.setName("files");
    late.start();
    return late;
  }

  private static Encoder<ILoggingEvent> events(LoggerContext context) {
    LogstashEncoder events = new LogstashEncoder();
    events.setContext(context);
    events.setTimeZone("UTC");
    return events;
  }

  private static Appender<ILoggingEvent> rolling(
      LoggerContext context, Path path, FileSize fileSize, @Nullable Encoder<ILoggingEvent> inner) {
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    file.setName(path.toString());
    file.setFile(path.toString());
    file.setEncoder(masked(context, inner));
    FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(file);
    window.setMinIndex(1);
    window.setMaxIndex(OLD_FILES);
    window.setFileNamePattern(path.toString().replace("%", "\\%") + ".%i");
    window.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(fileSize);
    size.setCheckIncrement(Duration.buildByMilliseconds(0));
    size.start();
    file.setRollingPolicy(window);
    file.setTriggeringPolicy(size);
    file.start();
    return file;
  }

  private static MaskingEncoder masked(
      LoggerContext context, @Nullable Encoder<ILoggingEvent> inner) {
    MaskingEncoder encoder = new MaskingEncoder();
    encoder.setContext(context);
    if (inner != null) {
      encoder.setEncoder(inner);
    }
    encoder.start();
    return encoder;
  }
}
