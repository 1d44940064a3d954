package com.bedrot.lake.jobs.report;

import com.bedrot.lake.jobs.ops.VerdictStore;
import com.bedrot.lake.jobs.ops.VerdictStore.Judged;
import com.bedrot.lake.jobs.report.LakeReport.Judgement;
import com.bedrot.lake.jobs.report.LakeReport.RuleLine;
import com.bedrot.lake.jobs.report.LakeReport.RunLine;
import com.bedrot.lake.quality.gate.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The last verdicts on every dataset and table that the last runs judged. */
final class QualityFacts {
  private final VerdictStore store;

  QualityFacts(VerdictStore store) {
    this.store = store;
  }

  /**
   * The verdicts, broken rules first.
   *
   * @param runs the newest first
   */
  List<Judgement> last(List<RunLine> runs) {
    Map<String, Judgement> found = new TreeMap<>();
    for (RunLine run : runs) {
      if (run.step().equals("run")) {
        bySubject(store.of(run.runId())).forEach(found::putIfAbsent);
      }
    }
    return List.copyOf(found.values());
  }

  /** Of two looks in one run the later one counts. */
  private static Map<String, Judgement> bySubject(List<Judged> judged) {
    Map<String, Map<String, Judged>> subjects = new TreeMap<>();
    for (Judged line : judged) {
      subjects
          .computeIfAbsent(line.verdict().subject(), s -> new LinkedHashMap<>())
          .put(line.verdict().ruleId() + " " + line.verdict().metric(), line);
    }
    Map<String, Judgement> judgements = new TreeMap<>();
    subjects.forEach(
        (subject, lines) ->
            judgements.put(subject, judgement(subject, List.copyOf(lines.values()))));
    return judgements;
  }

  private static Judgement judgement(String subject, List<Judged> lines) {
    List<RuleLine> rules =
        lines.stream()
            .map(Judged::verdict)
            .sorted(Comparator.comparing(Verdict::passed).thenComparing(Verdict::ruleId))
            .map(QualityFacts::rule)
            .toList();
    long passed = rules.stream().filter(RuleLine::passed).count();
    Judged first = lines.get(0);
    return new Judgement(subject, first.runId(), OpsFacts.minute(first.at()), passed, rules);
  }

  private static RuleLine rule(Verdict verdict) {
    String severity = verdict.severity().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new RuleLine(verdict.ruleId(), severity, verdict.passed(), verdict.message());
  }
}
