package com.bedrot.lake.jobs.report;

import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.jobs.ops.QuarantinedFile;
import com.bedrot.lake.jobs.report.Attention.BrokenRowsLine;
import com.bedrot.lake.jobs.report.Attention.Held;
import com.bedrot.lake.jobs.report.Attention.QuarantinedFileLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds and quarantined files, each with the commands that end it. */
final class AttentionFacts {
  private static final String SHRINKS = "SNAPSHOT_SHRINKS";

  private AttentionFacts() {}

  static List<Held> holds(List<Hold> current) {
    return current.stream()
        .filter(hold -> hold.state() == Hold.State.OPEN)
        .sorted(Comparator.comparing(Hold::at).reversed())
        .map(AttentionFacts::held)
        .toList();
  }

  static List<QuarantinedFileLine> files(List<LedgerEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.state() == FileState.QUARANTINED)
        .sorted(Comparator.comparing(LedgerEntry::at).reversed())
        .map(AttentionFacts::file)
        .toList();
  }

  /** Files with rows set apart, the most first. */
  static List<BrokenRowsLine> rows(List<QuarantinedFile> open, List<LedgerEntry> entries) {
    Map<String, String> names = new HashMap<>();
    entries.forEach(entry -> names.put(entry.fileId(), entry.fileName()));
    return open.stream()
        .sorted(Comparator.comparing(QuarantinedFile::rows).reversed())
        .map(
            file ->
                new BrokenRowsLine(
                    file.fileId(),
                    names.getOrDefault(file.fileId(), file.fileId()),
                    file.source() + "." + file.dataset(),
                    file.account(),
                    file.rows(),
                    rules(file.rules()),
                    "lake quarantine show " + file.fileId()))
        .toList();
  }

  private static String rules(Map<String, Long> rules) {
    return rules.entrySet().stream()
        .map(rule -> rule.getKey() + " (" + rule.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private static Held held(Hold hold) {
    String accept = "lake hold accept " + hold.id();
    List<String> accepting =
        hold.rules().contains(SHRINKS)
            ? List.of(accept + " --replace range", accept + " --replace all")
            : List.of(accept);
    List<String> commands = new ArrayList<>();
    commands.add("lake hold show " + hold.id());
    commands.addAll(accepting);
    commands.add("lake hold reject " + hold.id());
    String subject =
        hold.account() == null ? hold.subject() : hold.subject() + " " + hold.account();
    return new Held(
        hold.id(),
        subject,
        String.join(", ", hold.rules()),
        hold.detail(),
        OpsFacts.minute(hold.at()),
        commands);
  }

  private static QuarantinedFileLine file(LedgerEntry entry) {
    return new QuarantinedFileLine(
        entry.fileId(),
        entry.fileName(),
        entry.datasetKey(),
        entry.account(),
        OpsFacts.minute(entry.landedAt()),
        entry.broken().stream().map(rule -> Remedy.of(rule, entry.fileId())).toList(),
        List.of("lake ledger show " + entry.fileId(), "lake retry " + entry.fileId()));
  }
}
