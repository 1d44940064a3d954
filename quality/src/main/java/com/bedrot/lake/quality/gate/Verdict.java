package com.bedrot.lake.quality.gate;

import com.bedrot.lake.conf.contract.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What the gate says of one rule on one candidate; passes are kept too.
 *
 * @param subject the dataset or table
 * @param metric what was measured, e.g. {@code completeness(title)}
 * @param value the measured metric; null where it could not be measured, which never passes, or
 *     where the candidate has no rows to break the rule, which does
 * @param message what was measured against what was wanted
 */
public record Verdict(
    String subject,
    String ruleId,
    Severity severity,
    String metric,
    @Nullable Double value,
    boolean passed,
    String message) {

  /** This verdict after a person accepted that the rule is broken. */
  public Verdict waived() {
    return new Verdict(subject, ruleId, severity, metric, value, true, message + " (waived)");
  }
}
