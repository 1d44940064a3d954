package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Hold;
import com.bedrot.lake.conf.ledger.Ledger;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.jobs.publish.RebuildMark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides about files and holds. Each decision is entered at once; the next run
 * recomputes what it touches. Nothing is ever deleted.
 */
public final class Decisions {
  private final Lake lake;
  private final RunContext context;

  public Decisions(Lake lake, RunContext context) {
    this.lake = lake;
    this.context = context;
  }

  /**
   * Accepts a hold: its rules are waived for its inputs, and the next run recomputes.
   *
   * @param replace {@code all} or {@code range}: what a shrinking statement replaces; null for
   *     other holds
   * @throws ConfigurationException NOT_FOUND, or USAGE_INVALID where the hold is not open or {@code
   *     replace} does not fit it
   */
  public Hold accept(String holdId, @Nullable String replace) {
    Hold hold = open(holdId);
    boolean shrinks = hold.rules().contains(ErrorCode.SNAPSHOT_SHRINKS.name());
    if (shrinks && !"all".equals(replace) && !"range".equals(replace)) {
      throw usage(
          "hold "
              + holdId
              + " needs --replace all (the file is the whole history) or --replace range (it replaces only the months it covers)");
    }
    if (!shrinks && replace != null) {
      throw usage(
          "--replace is for statements that cover less than what they would replace; hold "
              + holdId
              + " is another kind");
    }
    Hold accepted =
        hold.decided(Hold.State.ACCEPTED, replace, context.run().value(), context.now());
    Due.mark(lake, "hold " + holdId + " was accepted");
    lake.ops().holds().append(context, List.of(accepted));
    String scope = replace == null ? null : replace.equals("all") ? "full" : "range";
    moveInputs(hold, scope == null ? FileState.RAW : null, scope);
    return accepted;
  }

  /**
   * Rejects a hold: a held file is withdrawn, a held group of tables keeps its old versions until
   * new data comes.
   */
  public Hold reject(String holdId) {
    Hold hold = open(holdId);
    Hold rejected = hold.decided(Hold.State.REJECTED, null, context.run().value(), context.now());
    Due.mark(lake, "hold " + holdId + " was rejected");
    lake.ops().holds().append(context, List.of(rejected));
    moveInputs(hold, FileState.WITHDRAWN, null);
    return rejected;
  }

  /**
   * Sets a file back to landed: the next run checks and reads it again, from the bytes landing
   * keeps.
   *
   * @throws ConfigurationException NOT_FOUND, or USAGE_INVALID where the file is no candidate
   */
  public LedgerEntry retry(String fileId) {
    LedgerEntry entry = file(fileId);
    if (entry.state() != FileState.QUARANTINED
        && entry.state() != FileState.WITHDRAWN
        && entry.state() != FileState.HELD) {
      throw usage(
          "file "
              + fileId
              + " is "
              + shown(entry.state())
              + "; only quarantined, held and withdrawn files are retried");
    }
    LedgerEntry landed =
        entry.withState(FileState.LANDED, null, context.run().value(), context.now());
    overtakeHolds(fileId);
    lake.ops().ledger().record(context, List.of(landed));
    return landed;
  }

  /** Has the next run build that curated table again, all of it. */
  public void rebuild(String tableId) {
    if (lake.contracts().table(tableId).isEmpty()) {
      throw new ConfigurationException(ErrorCode.NOT_FOUND, "no curated table " + tableId);
    }
    lake.ops().putState(RebuildMark.name(tableId), context.run().value());
    Due.mark(lake, "table " + tableId + " is to be rebuilt");
  }

  /**
   * Takes a file back: its rows leave the tables, and what it had superseded returns.
   *
   * @throws ConfigurationException NOT_FOUND, or USAGE_INVALID where the file holds nothing
   */
  public LedgerEntry withdraw(String fileId) {
    LedgerEntry entry = withdrawable(fileId);
    LedgerEntry withdrawn =
        entry.withState(FileState.WITHDRAWN, null, context.run().value(), context.now());
    Due.mark(lake, "file " + fileId + " was withdrawn");
    overtakeHolds(fileId);
    lake.ops().ledger().record(context, List.of(withdrawn));
    return withdrawn;
  }

  /** The file, if it can be withdrawn. */
  public LedgerEntry withdrawable(String fileId) {
    LedgerEntry entry = file(fileId);
    if (!entry.state().takesPart()) {
      throw usage("file " + fileId + " is " + shown(entry.state()) + " and holds no rows");
    }
    return entry;
  }

  /** What waits for a decision on that file waits no longer: it is read again or gone. */
  private void overtakeHolds(String fileId) {
    List<Hold> overtaken =
        lake.ops().currentHolds().stream()
            .filter(
                h ->
                    h.kind() == Hold.Kind.FILE
                        && h.state() == Hold.State.OPEN
                        && h.inputs().contains(fileId))
            .map(h -> h.decided(Hold.State.OVERTAKEN, null, context.run().value(), context.now()))
            .toList();
    lake.ops().holds().append(context, overtaken);
  }

  private void moveInputs(Hold hold, @Nullable FileState next, @Nullable String scope) {
    if (hold.kind() != Hold.Kind.FILE) {
      return;
    }
    Ledger ledger = lake.ops().ledger();
    List<LedgerEntry> changed = new ArrayList<>();
    for (String fileId : hold.inputs()) {
      ledger
          .find(fileId)
          .filter(e -> e.state() == FileState.HELD)
          .ifPresent(
              e -> {
                LedgerEntry scoped =
                    scope == null ? e : e.withScope(scope, context.run().value(), context.now());
                changed.add(
                    next == null
                        ? scoped
                        : scoped.withState(next, null, context.run().value(), context.now()));
              });
    }
    ledger.record(context, changed);
  }

  private Hold open(String holdId) {
    Hold hold =
        lake.ops().currentHolds().stream()
            .filter(h -> h.id().equals(holdId))
            .findFirst()
            .orElseThrow(
                () -> new ConfigurationException(ErrorCode.NOT_FOUND, "no hold " + holdId));
    if (hold.state() != Hold.State.OPEN) {
      throw usage(
          "hold "
              + holdId
              + " is "
              + hold.state().name().toLowerCase(java.util.Locale.ROOT)
              + " already");
    }
    return hold;
  }

  private LedgerEntry file(String fileId) {
    return lake.ops()
        .ledger()
        .find(fileId)
        .orElseThrow(() -> new ConfigurationException(ErrorCode.NOT_FOUND, "no file " + fileId));
  }

  private static String shown(FileState state) {
    return state.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static ConfigurationException usage(String message) {
    return new ConfigurationException(ErrorCode.USAGE_INVALID, message);
  }
}
