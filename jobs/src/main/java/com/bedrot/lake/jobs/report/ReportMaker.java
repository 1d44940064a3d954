package com.bedrot.lake.jobs.report;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.jobs.ops.QuarantineStore;
import com.bedrot.lake.jobs.ops.VerdictStore;
import com.bedrot.lake.jobs.report.LakeReport.RunLine;
import com.bedrot.lake.jobs.report.LakeReport.TableLine;
import com.bedrot.lake.jobs.warehouse.ReadOnlyQuery;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers what the page shows from the ops journals and, where there is one, the warehouse. */
public final class ReportMaker {
  private final Lake lake;

  public ReportMaker(Lake lake) {
    this.lake = lake;
  }

  /** The report as of now; a warehouse that cannot be asked is a sentence on the page. */
  public LakeReport report(Instant now) {
    String absence = "Nothing was loaded into the warehouse yet: lake run loads it.";
    Optional<WarehouseFacts> warehouse = Optional.empty();
    Business business = Business.absent(absence);
    List<Attention.Unmatched> unmatched = List.of();
    if (!Warehouse.isEmpty(lake.settings())) {
      try {
        WarehouseFacts facts = new WarehouseFacts(this::ask);
        business = facts.business();
        unmatched = facts.unmatched();
        warehouse = Optional.of(facts);
      } catch (LakeException e) {
        business = Business.absent(unreadable(e));
      }
    }
    return report(now, business, unmatched, warehouse);
  }

  private static String unreadable(LakeException e) {
    if (e.code().exitCode() == ExitCode.INTEGRITY) {
      throw e;
    }
    return "The warehouse could not be read (" + e.code() + "): " + e.getMessage();
  }

  private List<Answer.Line> ask(String statement) {
    Answer answer = new Answer();
    ReadOnlyQuery.run(lake.settings(), statement, answer);
    return answer.lines();
  }

  LakeReport report(
      Instant now,
      Business business,
      List<Attention.Unmatched> unmatched,
      Optional<WarehouseFacts> warehouse) {
    List<LedgerEntry> entries = lake.ops().ledger().entries();
    List<RunLine> runs = new OpsFacts(lake).runs();
    Attention attention =
        new Attention(
            AttentionFacts.holds(lake.ops().currentHolds()),
            AttentionFacts.files(entries),
            AttentionFacts.rows(new QuarantineStore(lake.ops().store()).open(), entries),
            unmatched,
            warehouse.map(WarehouseFacts::unmatchedCount).orElse(0L));
    return new LakeReport(
        OpsFacts.minute(now),
        lake.settings().home().toString(),
        lake.ops().inbox().size(),
        runs.stream().filter(run -> run.step().equals("run")).findFirst().orElse(null),
        runs,
        OpsFacts.files(entries),
        attention,
        tables(warehouse.map(WarehouseFacts::loaded).orElse(Map.of())),
        new QualityFacts(new VerdictStore(lake.ops().store())).last(runs),
        business);
  }

  private List<TableLine> tables(Map<String, WarehouseFacts.Loaded> loaded) {
    Map<String, TableLine> lines = new TreeMap<>();
    for (Publication publication : lake.ops().publications()) {
      publication
          .tables()
          .forEach(
              (table, state) -> {
                TableLine before = lines.get(table);
                if (before == null || state.changed() || before.version() != state.version()) {
                  lines.put(table, line(table, state, publication, loaded.get(table)));
                }
              });
    }
    return List.copyOf(lines.values());
  }

  private static TableLine line(
      String table,
      Publication.TableVersion state,
      Publication publication,
      WarehouseFacts.@Nullable Loaded loaded) {
    return new TableLine(
        table,
        state.version(),
        state.rows(),
        OpsFacts.minute(publication.at()),
        publication.runId(),
        loaded == null ? null : Amount.count(loaded.rows()),
        loaded != null && loaded.version() != state.version());
  }
}
