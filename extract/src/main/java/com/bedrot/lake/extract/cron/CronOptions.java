package com.bedrot.lake.extract.cron;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an installed block was asked to be; its first line keeps it, so that it can be made anew.
 *
 * @param everyMinutes minutes between two walks of the zones, a divisor of 60
 * @param extraction whether this machine fetches, or only walks what others land
 */
public record CronOptions(int everyMinutes, Extraction extraction) {
  /** Four walks an hour, and every source. */
  public static final CronOptions DEFAULT = new CronOptions(15, Extraction.PER_SOURCE);

  private static final int HOUR = 60;
  private static final Pattern TEXT = Pattern.compile("every=(\\d{1,2}) extract=(yes|no)");

  /** Whether sources have entries. */
  public enum Extraction {
    PER_SOURCE,
    NONE
  }

  /**
   * @throws ConfigurationException {@code USAGE_INVALID} where an hour is no multiple of it
   */
  public CronOptions {
    if (everyMinutes < 1 || everyMinutes > HOUR || HOUR % everyMinutes != 0) {
      throw new ConfigurationException(
          ErrorCode.USAGE_INVALID,
          "--every " + everyMinutes + ": an hour is no multiple of it; 5, 10, 15, 30 and 60 are");
    }
  }

  /** As the block's first line says it. */
  String text() {
    return "every=" + everyMinutes + " extract=" + (extraction == Extraction.NONE ? "no" : "yes");
  }

  static Optional<CronOptions> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new CronOptions(
            Integer.parseInt(matcher.group(1)),
            matcher.group(2).equals("no") ? Extraction.NONE : Extraction.PER_SOURCE));
  }
}
