package com.bedrot.lake.extract.cron;

import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.run.Cadence;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the entries of an installation: one per source that is in use and has a cadence, each at a
 * minute of its own; one that walks the zones; one for the nightly upkeep. Pure.
 *
 * @param program the script, absolute
 * @param home LAKE_HOME, absolute
 * @param zone where the cron daemon's clock stands
 */
public record CronBlock(Path program, Path home, ZoneId zone) {
  private static final int HOUR = 60;
  private static final String NIGHTLY = "41 3 * * *";

  /** The lines between the marks. */
  public List<String> lines(Contracts contracts, CronOptions options, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add("# Made by `lake cron install` from the contracts; `lake cron remove` takes it out.");
    lines.add("# By the clock of " + zone + ". Logs: " + home + "/logs/cron-*.log");
    lines.add("# What is mailed needs a person; nothing else is.");
    lines.add(walk(options.everyMinutes()) + " " + tick("--no-extract"));
    if (options.extraction() == CronOptions.Extraction.PER_SOURCE) {
      int ahead = zone.getRules().getOffset(now).getTotalSeconds() / HOUR;
      windows(contracts)
          .forEach(
              (source, window) -> {
                lines.add("# " + source + ": due at " + window.shown() + " UTC");
                lines.add(window.schedule(ahead) + " " + tick("--source " + source));
              });
    }
    lines.add(NIGHTLY + " " + tick("--maintain"));
    return List.copyOf(lines);
  }

  private static Map<String, ExtractionWindow> windows(Contracts contracts) {
    Map<String, TreeSet<LocalTime>> turns = new TreeMap<>();
    for (SourceContract source : fetched(contracts)) {
      TreeSet<LocalTime> times = new TreeSet<>();
      source
          .datasets()
          .forEach(
              dataset -> {
                String cron = dataset.cadence();
                if (cron != null) {
                  times.addAll(Cadence.of(dataset, cron).timesOfDay());
                }
              });
      if (!times.isEmpty()) {
        turns.put(source.id(), times);
      }
    }
    Map<String, ExtractionWindow> windows = new TreeMap<>();
    turns.forEach(
        (source, times) ->
            windows.put(
                source, new ExtractionWindow(times, HOUR * windows.size() / turns.size() + 1)));
    return windows;
  }

  private static List<SourceContract> fetched(Contracts contracts) {
    return contracts.sources().stream()
        .filter(source -> source.isActive() && PortalFacts.isFetched(source))
        .sorted(Comparator.comparing(SourceContract::id))
        .toList();
  }

  private static String walk(int everyMinutes) {
    return switch (everyMinutes) {
      case 1 -> "* * * * *";
      case HOUR -> "0 * * * *";
      default -> "*/" + everyMinutes + " * * * *";
    };
  }

  private String tick(String what) {
    return word(program) + " cron tick --home " + word(home) + " " + what;
  }

  /** One word for the shell, with the sign escaped that ends a command in a crontab. */
  private static String word(Path path) {
    String text = path.toString();
    String quoted =
        text.matches("[A-Za-z0-9_./@:,+=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    return quoted.replace("%", "\\%");
  }
}
