package com.bedrot.lake.quality.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.contract.Severity;
import com.bedrot.lake.quality.gate.GateDecision.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateDecisionTest {
  @ParameterizedTest
  @CsvSource({
    "OBSERVE, PASS",
    "WARN, PASS",
    "QUARANTINE_ROW, HOLD",
    "QUARANTINE_FILE, HOLD",
    "HOLD_PUBLISH, HOLD",
    "FAIL_RUN, FAIL"
  })
  void theSeverityOfABrokenRuleDecides(Severity severity, Outcome outcome) {
    assertThat(GateDecision.of(List.of(verdict("r", severity, false))).outcome())
        .isEqualTo(outcome);
    assertThat(GateDecision.of(List.of(verdict("r", severity, true))).outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void theWorstBrokenRuleWins() {
    GateDecision decision =
        GateDecision.of(
            List.of(
                verdict("a", Severity.WARN, false),
                verdict("b", Severity.FAIL_RUN, false),
                verdict("c", Severity.HOLD_PUBLISH, false),
                verdict("d", Severity.HOLD_PUBLISH, true)));

    assertThat(decision.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(decision.blocking()).extracting(Verdict::ruleId).containsExactly("b", "c");
    assertThat(decision.warnings()).extracting(Verdict::ruleId).containsExactly("a");
    assertThat(decision.detail()).isEqualTo("b: sum is 1, wanted 2\nc: sum is 1, wanted 2");
  }

  @Test
  void withoutRulesEverythingPasses() {
    assertThat(GateDecision.of(List.of()).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void acceptedHoldsPassAsWaived() {
    GateDecision decision =
        GateDecision.of(
            List.of(
                verdict("a", Severity.HOLD_PUBLISH, false),
                verdict("b", Severity.HOLD_PUBLISH, true)),
            Set.of("a", "b"));

    assertThat(decision.outcome()).isEqualTo(Outcome.PASS);
    assertThat(decision.verdicts().get(0))
        .isEqualTo(
            new Verdict(
                "t", "a", Severity.HOLD_PUBLISH, "sum", 1.0, true, "sum is 1, wanted 2 (waived)"));
    assertThat(decision.verdicts().get(1).message()).isEqualTo("sum is 1, wanted 2");
  }

  @Test
  void whatFailsTheRunCannotBeWaived() {
    GateDecision decision =
        GateDecision.of(List.of(verdict("a", Severity.FAIL_RUN, false)), Set.of("a"));

    assertThat(decision.outcome()).isEqualTo(Outcome.FAIL);
  }

  private static Verdict verdict(String rule, Severity severity, boolean passed) {
    return new Verdict("t", rule, severity, "sum", 1.0, passed, "sum is 1, wanted 2");
  }
}
