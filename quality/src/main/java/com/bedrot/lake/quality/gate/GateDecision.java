package com.bedrot.lake.quality.gate;

import com.bedrot.lake.conf.contract.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a candidate may be committed.
 *
 * @param verdicts every rule's, waived ones marked
 */
public record GateDecision(Outcome outcome, List<Verdict> verdicts) {
  /** What becomes of the candidate, in rising order. */
  public enum Outcome {
    PASS,
    /** The old version stays until a person decides. */
    HOLD,
    /** The run fails. */
    FAIL
  }

  public GateDecision {
    verdicts = List.copyOf(verdicts);
  }

  /** The decision where nobody has waived anything. */
  public static GateDecision of(List<Verdict> verdicts) {
    return of(verdicts, Set.of());
  }

  /**
   * The decision by the severity of what is broken: OBSERVE and WARN let pass, FAIL_RUN fails,
   * everything between holds.
   *
   * @param waivedRules rules a person accepted as broken for these inputs; FAIL_RUN cannot be
   */
  public static GateDecision of(List<Verdict> verdicts, Set<String> waivedRules) {
    List<Verdict> judged =
        verdicts.stream()
            .map(verdict -> isWaived(verdict, waivedRules) ? verdict.waived() : verdict)
            .toList();
    Outcome outcome =
        judged.stream().map(GateDecision::outcomeOf).max(Enum::compareTo).orElse(Outcome.PASS);
    return new GateDecision(outcome, judged);
  }

  /** The verdicts that stand in the way, empty for PASS. */
  public List<Verdict> blocking() {
    return verdicts.stream().filter(verdict -> outcomeOf(verdict) != Outcome.PASS).toList();
  }

  /** Broken rules that do not stand in the way. */
  public List<Verdict> warnings() {
    return verdicts.stream()
        .filter(verdict -> !verdict.passed() && outcomeOf(verdict) == Outcome.PASS)
        .toList();
  }

  /** One line per blocking rule. */
  public String detail() {
    return blocking().stream()
        .map(verdict -> verdict.ruleId() + ": " + verdict.message())
        .collect(Collectors.joining("\n"));
  }

  private static boolean isWaived(Verdict verdict, Set<String> waivedRules) {
    return outcomeOf(verdict) == Outcome.HOLD && waivedRules.contains(verdict.ruleId());
  }

  private static Outcome outcomeOf(Verdict verdict) {
    if (verdict.passed() || verdict.severity().compareTo(Severity.WARN) <= 0) {
      return Outcome.PASS;
    }
    return verdict.severity() == Severity.FAIL_RUN ? Outcome.FAIL : Outcome.HOLD;
  }
}
