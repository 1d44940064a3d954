package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The holds on files and tables as a run finds them, and the making of new ones. */
public final class FileHolds {
  private static final int ID_DIGITS = 12;

  private final List<Hold> holds;

  public FileHolds(List<Hold> holds) {
    this.holds = List.copyOf(holds);
  }

  /**
   * Files a person must decide on before they take part again; a shrinking snapshot is no such
   * file: the plan itself leaves it out.
   */
  Set<String> waiting() {
    return holds.stream()
        .filter(
            h ->
                h.state() == Hold.State.OPEN
                    && h.kind() == Hold.Kind.FILE
                    && !h.rules().contains(ErrorCode.SNAPSHOT_SHRINKS.name()))
        .flatMap(h -> h.inputs().stream())
        .collect(Collectors.toSet());
  }

  /** Whether a person accepted that rule for that file. */
  boolean isWaived(String fileId, String rule) {
    return holds.stream()
        .anyMatch(
            h ->
                h.state() == Hold.State.ACCEPTED
                    && h.inputs().contains(fileId)
                    && h.rules().contains(rule));
  }

  /** Rules a person waived for exactly these inputs of a table or publish group. */
  public Set<String> waivedFor(String subject, List<String> inputs) {
    return holds.stream()
        .filter(
            h ->
                h.state() == Hold.State.ACCEPTED
                    && h.subject().equals(subject)
                    && Set.copyOf(h.inputs()).equals(Set.copyOf(inputs)))
        .flatMap(h -> h.rules().stream())
        .collect(Collectors.toSet());
  }

  /** The open hold on that file for that rule. */
  Optional<Hold> open(String fileId, String rule) {
    return holds.stream()
        .filter(
            h ->
                h.state() == Hold.State.OPEN
                    && h.inputs().contains(fileId)
                    && h.rules().contains(rule))
        .findFirst();
  }

  /** Whether that very hold was rejected. */
  public Optional<Hold> find(String id) {
    return holds.stream().filter(h -> h.id().equals(id)).findFirst();
  }

  static Hold onFile(LedgerEntry file, ErrorCode rule, String detail, RunContext context) {
    return hold(
        Hold.Kind.FILE,
        file.datasetKey(),
        file.account(),
        List.of(file.fileId()),
        List.of(rule.name()),
        detail,
        context);
  }

  /** An open hold; its id follows from what is held, so that the same hold is opened once. */
  public static Hold hold(
      Hold.Kind kind,
      String subject,
      @Nullable String account,
      List<String> inputs,
      List<String> rules,
      String detail,
      RunContext context) {
    String identity =
        kind
            + "|"
            + subject
            + "|"
            + account
            + "|"
            + inputs.stream().sorted().toList()
            + "|"
            + rules.stream().sorted().toList();
    return new Hold(
        digest(identity),
        kind,
        subject,
        account,
        inputs,
        rules,
        detail,
        Hold.State.OPEN,
        null,
        context.run().value(),
        context.now());
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
