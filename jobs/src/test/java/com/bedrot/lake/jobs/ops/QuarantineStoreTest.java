package com.bedrot.lake.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.store.LocalObjectStore;
import com.bedrot.lake.conf.store.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineStoreTest {
  private static final LedgerEntry FILE =
      LedgerEntries.entry("aaaaaaaaaaaaaaaa", FileState.ACCEPTED, "1.0.0");
  private static final List<QuarantinedRow> ROWS =
      List.of(
          new QuarantinedRow(7, List.of("VALUE_DATE:sale_month", "VALUE_NUMBER:earnings"), "a\tb"),
          new QuarantinedRow(3, List.of("VALUE_NUMBER:earnings"), null));

  private ObjectStore ops = new LocalObjectStore(Path.of("unused"));
  private QuarantineStore store = new QuarantineStore(ops);

  @BeforeEach
  void open(@TempDir Path folder) {
    ops = new LocalObjectStore(folder);
    store = new QuarantineStore(ops);
  }

  @Test
  void keepsBrokenRowsInFileOrder() {
    store.keep(LedgerEntries.run(1), FILE, "bank_details", 5, ROWS);

    QuarantinedFile kept = store.open().get(0);
    assertThat(kept.fileId()).isEqualTo(FILE.fileId());
    assertThat(kept.rows()).isEqualTo(5);
    assertThat(kept.kept()).isEqualTo(2);
    assertThat(kept.rules())
        .isEqualTo(Map.of("VALUE_DATE:sale_month", 1L, "VALUE_NUMBER:earnings", 2L));
    assertThat(store.rows(kept)).containsExactly(ROWS.get(1), ROWS.get(0));
  }

  @Test
  void theSameReadingIsKeptOnce() {
    store.keep(LedgerEntries.run(1), FILE, "bank_details", 2, ROWS);
    store.keep(LedgerEntries.run(2), FILE, "bank_details", 2, ROWS);

    assertThat(store.all()).hasSize(1);
    assertThat(store.all().get(0).runId()).isEqualTo(LedgerEntries.run(1).run().value());
  }

  @Test
  void aNewerContractReplacesTheReading() {
    store.keep(LedgerEntries.run(1), FILE, "bank_details", 2, ROWS);
    LedgerEntry again = LedgerEntries.entry(FILE.fileId(), FileState.ACCEPTED, "1.1.0");
    store.keep(LedgerEntries.run(2), again, "bank_details", 1, ROWS.subList(0, 1));

    assertThat(store.all())
        .extracting(QuarantinedFile::status)
        .containsExactly(QuarantinedFile.Status.REPLAYED, QuarantinedFile.Status.OPEN);
    assertThat(store.open()).extracting(QuarantinedFile::rows).containsExactly(1L);
    assertThat(store.rows(store.all().get(0))).hasSize(2);
  }

  @Test
  void aReadingWithoutBrokenRowsClosesTheOneBefore() {
    store.keep(LedgerEntries.run(1), FILE, "bank_details", 2, ROWS);
    LedgerEntry again = LedgerEntries.entry(FILE.fileId(), FileState.ACCEPTED, "1.1.0");
    store.keep(LedgerEntries.run(2), again, "bank_details", 0, List.of());

    assertThat(store.open()).isEmpty();
    assertThat(store.all())
        .extracting(QuarantinedFile::status)
        .containsExactly(QuarantinedFile.Status.REPLAYED);
  }

  @Test
  void filesWithoutBrokenRowsLeaveNothing() {
    store.keep(LedgerEntries.run(1), FILE, "bank_details", 0, List.of());

    assertThat(ops.list("")).isEmpty();
  }

  @Test
  void datasetsOfOneFileAreKeptApart() {
    store.keep(LedgerEntries.run(1), FILE, "insights", 1, ROWS.subList(0, 1));
    store.keep(LedgerEntries.run(1), FILE, "insight_actions", 1, ROWS.subList(1, 2));

    assertThat(store.open())
        .extracting(QuarantinedFile::dataset)
        .containsExactly("insight_actions", "insights");
  }

  @Test
  void rowsPastTheLimitAreCounted() {
    List<QuarantinedRow> many = new ArrayList<>();
    for (long row = QuarantineStore.ROWS_KEPT + 1; row > 0; row--) {
      many.add(new QuarantinedRow(row, List.of("VALUE_TYPE:x"), null));
    }

    store.keep(LedgerEntries.run(1), FILE, "bank_details", many.size(), many);

    QuarantinedFile kept = store.open().get(0);
    assertThat(kept.rows()).isEqualTo(QuarantineStore.ROWS_KEPT + 1);
    assertThat(store.rows(kept)).hasSize(QuarantineStore.ROWS_KEPT);
    assertThat(store.rows(kept).get(0).row()).isEqualTo(1);
  }
}
