package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.log.Logging;
import java.util.List;

/** Whether SLF4J is bound to Logback and to nothing else. */
record LoggingCheckup() implements Checkup {
  @Override
  public String name() {
    return "logging";
  }

  @Override
  public List<Finding> look() {
    try {
      Logging.assertBound();
    } catch (IllegalStateException other) {
      return List.of(
          Finding.misconfigured(
              name(),
              String.valueOf(other.getMessage()),
              "logs would not be written, and secrets in them not be masked",
              "build again: `mvn -q -DskipTests package`; under a Spark distribution see README"));
    }
    return List.of(Finding.ok(name(), "SLF4J is bound to Logback"));
  }
}
