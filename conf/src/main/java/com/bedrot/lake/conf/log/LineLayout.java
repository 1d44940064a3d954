package com.bedrot.lake.conf.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One line per event for people: time, level, logger, context, message; a stack trace below it,
 * indented. No text of an event can start a line of its own.
 */
public final class LineLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int MOST_CAUSES = 16;

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(160);
    text.append(TIME.format(event.getInstant()))
        .append(' ')
        .append(String.format(Locale.ROOT, "%-5s", event.getLevel()))
        .append(' ')
        .append(shortName(event.getLoggerName()));
    appendContext(text, event);
    text.append(" - ").append(PlainText.line(String.valueOf(event.getFormattedMessage())));
    text.append('\n');
    appendTrace(text, event.getThrowableProxy(), 0);
    return text.toString();
  }

  private static void appendContext(StringBuilder text, ILoggingEvent event) {
    String context =
        event.getMDCPropertyMap().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .sorted()
            .collect(Collectors.joining(" "));
    String pairs =
        event.getKeyValuePairs() == null
            ? ""
            : event.getKeyValuePairs().stream()
                .map(pair -> pair.key + "=" + pair.value)
                .collect(Collectors.joining(" "));
    String both = (context + " " + pairs).strip();
    if (!both.isEmpty()) {
      text.append(" [").append(PlainText.line(both)).append(']');
    }
  }

  private static void appendTrace(StringBuilder text, IThrowableProxy thrown, int depth) {
    if (thrown == null || depth == MOST_CAUSES) {
      return;
    }
    text.append(depth == 0 ? "    " : "    caused by ")
        .append(thrown.getClassName())
        .append(": ")
        .append(PlainText.line(String.valueOf(thrown.getMessage())))
        .append('\n');
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    int own = frames.length - thrown.getCommonFrames();
    for (int i = 0; i < own; i++) {
      text.append("        ").append(frames[i].getSTEAsString()).append('\n');
    }
    appendTrace(text, thrown.getCause(), depth + 1);
  }

  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}
