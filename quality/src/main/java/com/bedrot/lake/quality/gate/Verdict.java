package com.bedrot.lake.quality.gate;

import com.bedrot.lake.conf.contract.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What the gate says of one rule on one candidate; passes are kept too.
 *
 * @param value the measured metric, or null where it could not be measured (which never passes)
 * @param message what was measured against what was wanted
 */
public record Verdict(
    String subject,
    String ruleId,
    Severity severity,
    String metric,
    @Nullable Double value,
    boolean passed,
    String message) {}
