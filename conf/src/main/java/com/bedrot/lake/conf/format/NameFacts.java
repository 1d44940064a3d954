package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.DatasetContract;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file's name tells by the contract's patterns.
 *
 * @param matches whether any pattern matches
 * @param groups the named groups found: account, start, end, period, epoch, year, month, and those
 *     that are attributes of the file
 */
public record NameFacts(boolean matches, Map<String, String> groups) {
  private static final Set<String> FACTS =
      Set.of("account", "start", "end", "period", "epoch", "year", "month");
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");
  private static final Pattern EPOCH = Pattern.compile("(?<!\\d)(1\\d{9}(?:\\d{3})?)(?!\\d)");
  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();
  private static final long FIRST_MILLIS = 100_000_000_000L;

  public NameFacts {
    groups = Map.copyOf(groups);
  }

  /** Matches the whole name against the dataset's patterns, the first that fits. */
  public static NameFacts of(String fileName, DatasetContract contract) {
    for (String regex : contract.filePatterns()) {
      Pattern pattern = COMPILED.computeIfAbsent(regex, Pattern::compile);
      Matcher matcher = pattern.matcher(fileName);
      if (matcher.matches()) {
        Map<String, String> groups = new HashMap<>();
        for (String group : groupsOf(regex)) {
          if (matcher.group(group) != null) {
            groups.put(group, matcher.group(group));
          }
        }
        return withEpoch(true, groups, fileName);
      }
    }
    return withEpoch(false, new HashMap<>(), fileName);
  }

  private static List<String> groupsOf(String regex) {
    return GROUP.matcher(regex).results().map(group -> group.group(1)).toList();
  }

  /** What the name tells of every row: the period, and groups with a name of their own. */
  Map<String, String> attributes() {
    Map<String, String> attributes = new HashMap<>(groups);
    attributes.keySet().removeAll(FACTS);
    period().ifPresent(period -> attributes.put("period", period));
    return attributes;
  }

  private static NameFacts withEpoch(boolean matches, Map<String, String> groups, String name) {
    Matcher epoch = EPOCH.matcher(name);
    if (!groups.containsKey("epoch") && epoch.find()) {
      groups.put("epoch", epoch.group(1));
    }
    return new NameFacts(matches, groups);
  }

  /** The account's handle as the name has it. */
  public Optional<String> account() {
    return Optional.ofNullable(groups.get("account"));
  }

  /** The moment in the name, from seconds or milliseconds. */
  public Optional<Instant> epoch() {
    String digits = groups.get("epoch");
    if (digits == null) {
      return Optional.empty();
    }
    try {
      long value = Long.parseLong(digits);
      return Optional.of(
          value >= FIRST_MILLIS ? Instant.ofEpochMilli(value) : Instant.ofEpochSecond(value));
    } catch (NumberFormatException | DateTimeException none) {
      return Optional.empty();
    }
  }

  /**
   * The period the name states, {@code year-month} or {@code start/end} where it has both of them.
   */
  public Optional<String> period() {
    String period = groups.get("period");
    if (period != null) {
      return Optional.of(period);
    }
    if (groups.containsKey("year") && groups.containsKey("month")) {
      return Optional.of(groups.get("year") + "-" + groups.get("month"));
    }
    String start = groups.get("start");
    String end = groups.get("end");
    return start != null && end != null ? Optional.of(start + "/" + end) : Optional.empty();
  }

  private Optional<LocalDate> start() {
    return Optional.ofNullable(groups.get("start")).flatMap(NameFacts::firstDay);
  }

  /** The strongest evidence of the file's age: stated, in the name, in the archive, landing. */
  YearlessDates.Evidence evidence(
      @Nullable String statedPeriod, @Nullable LocalDateTime entryTime, Instant landedAt) {
    Optional<LocalDate> stated = Optional.ofNullable(statedPeriod).flatMap(NameFacts::firstDay);
    if (stated.isPresent()) {
      return new YearlessDates.Evidence(YearlessDates.Kind.STATED, stated.get());
    }
    Optional<LocalDate> window = start();
    if (window.isPresent()) {
      return new YearlessDates.Evidence(YearlessDates.Kind.NAME_WINDOW, window.get());
    }
    Optional<Instant> epoch = epoch();
    if (epoch.isPresent()) {
      return new YearlessDates.Evidence(YearlessDates.Kind.NAME_EPOCH, day(epoch.get()));
    }
    if (entryTime != null && entryTime.getYear() > 1980) {
      return new YearlessDates.Evidence(YearlessDates.Kind.ARCHIVE_ENTRY, entryTime.toLocalDate());
    }
    return new YearlessDates.Evidence(YearlessDates.Kind.LANDING, day(landedAt));
  }

  private static LocalDate day(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** First day of {@code YYYY}, {@code YYYY-MM}, {@code YYYY-MM-DD} or {@code A/B}. */
  static Optional<LocalDate> firstDay(String period) {
    String first = period.contains("/") ? period.substring(0, period.indexOf('/')) : period;
    String day =
        switch (first.length()) {
          case 4 -> first + "-01-01";
          case 7 -> first + "-01";
          default -> first;
        };
    try {
      return Optional.of(LocalDate.parse(day));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
