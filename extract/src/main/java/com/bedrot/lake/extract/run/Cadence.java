package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** When a dataset's turn comes: the contract's five cron fields, in UTC. */
public final class Cadence {
  private static final ZonedDateTime ANY_YEAR =
      ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final ExecutionTime times;

  private Cadence(ExecutionTime times) {
    this.times = times;
  }

  /**
   * The cadence of a dataset that has one.
   *
   * @throws ConfigurationException {@code CONTRACT_INVALID} where it is no cron expression
   */
  public static Cadence of(DatasetContract dataset, String cron) {
    try {
      CronParser parser =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
      return new Cadence(ExecutionTime.forCron(parser.parse(cron)));
    } catch (IllegalArgumentException broken) {
      throw new ConfigurationException(
          ErrorCode.CONTRACT_INVALID,
          dataset.key() + ": the frequency's schedule " + cron + " is not five cron fields",
          broken);
    }
  }

  /** Whether its turn came after that time, up to now. */
  boolean cameAfter(Instant last, Instant now) {
    return times
        .lastExecution(now.plusSeconds(1).atZone(ZoneOffset.UTC))
        .map(turn -> turn.toInstant().isAfter(last))
        .orElse(false);
  }

  /** The times of day at which a turn can come, over a year. */
  public SortedSet<LocalTime> timesOfDay() {
    SortedSet<LocalTime> found = new TreeSet<>();
    Optional<ZonedDateTime> turn = times.nextExecution(ANY_YEAR.minusSeconds(1));
    while (turn.isPresent() && turn.get().isBefore(ANY_YEAR.plusYears(1))) {
      found.add(turn.get().toLocalTime());
      turn = times.nextExecution(turn.get());
    }
    return found;
  }
}
