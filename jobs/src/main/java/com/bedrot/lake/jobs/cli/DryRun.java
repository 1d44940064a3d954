package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.InboxEntry;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.jobs.run.Due;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run would do, said and not done. */
final class DryRun {
  private DryRun() {}

  static int print(Printer printer, Lake lake, Due due, boolean json) {
    List<String> drops = lake.ops().inbox().stream().map(InboxEntry::drop).toList();
    List<LedgerEntry> files =
        lake.ops().ledger().entries().stream()
            .filter(e -> e.state() == FileState.LANDED || e.state() == FileState.RAW)
            .toList();
    List<String> tables =
        due.isNothing()
            ? List.of()
            : lake.contracts().tables().stream().map(t -> t.id()).sorted().toList();
    if (json) {
      printer.json(
          1,
          Map.of(
              "dry_run",
              true,
              "due",
              due.reasons(),
              "drops",
              drops,
              "files",
              files.stream().map(LedgerEntry::fileId).toList(),
              "tables_looked_at",
              tables,
              "external_calls",
              List.of()));
      return ExitCode.OK.status();
    }
    printer.result(due.isNothing() ? "nothing is due" : "due: " + String.join(", ", due.reasons()));
    List<List<String>> rows = new ArrayList<>();
    drops.forEach(d -> rows.add(List.of("landing drop", d)));
    files.forEach(
        f ->
            rows.add(
                List.of("file to stage", f.fileId() + " " + f.datasetKey() + " " + f.account())));
    tables.forEach(t -> rows.add(List.of("table, where its inputs change", t)));
    if (!rows.isEmpty()) {
      printer.result(new TextTable(List.of("what", "which"), rows));
    }
    return ExitCode.OK.status();
  }
}
