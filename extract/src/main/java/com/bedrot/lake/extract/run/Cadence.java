package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;

/** When a dataset's turn comes: the contract's five cron fields, in UTC. */
final class Cadence {
  private final ExecutionTime times;

  private Cadence(ExecutionTime times) {
    this.times = times;
  }

  /**
   * The cadence of a dataset that has one.
   *
   * @throws ConfigurationException {@code CONTRACT_INVALID} where it is no cron expression
   */
  static Cadence of(DatasetContract dataset, String cron) {
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
}
