package com.bedrot.lake.jobs.publish;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.ledger.Ops;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.table.TableHead;
import java.util.Map;
import java.util.Optional;

/**
 * What a curated table was built from, one document per commit, written before it and named after
 * the commit's transaction number.
 *
 * @param fingerprint of the contract it was built by
 * @param inputs dataset key or table id to the Delta version it was read at
 * @param checksum order-free content checksum of tables that are replaced whole, else empty
 * @param rows rows of the whole table
 */
record TableState(
    int schemaVersion, String fingerprint, Map<String, Long> inputs, String checksum, long rows) {
  static TableState none() {
    return new TableState(1, "", Map.of(), "", 0);
  }

  static String fingerprint(TableContract table) {
    // texts, not hash codes: an enum's differs from JVM to JVM
    String shape =
        table.columns()
            + "|"
            + table.partitionBy()
            + "|"
            + table.datasets()
            + "|"
            + table.tables()
            + "|"
            + table.version();
    return java.util.HexFormat.of().toHexDigits(shape.hashCode()) + "-" + shape.length();
  }

  static TableState read(Ops ops, TableContract table, long transaction) {
    return transaction <= 0
        ? none()
        : ops.state(name(table, transaction))
            .map(json -> LakeJson.read(json, TableState.class))
            .orElse(none());
  }

  /** The state of the table as it is committed now. */
  static TableState current(Lake lake, TableContract table) {
    return read(lake.ops(), table, head(lake, table).map(TableHead::transaction).orElse(0L));
  }

  /** The table's newest version and transaction, empty where there is no table yet. */
  static Optional<TableHead> head(Lake lake, TableContract table) {
    return TableHead.of(lake.store(Zone.CURATED), table.id(), transactionId(table));
  }

  /** Under which name work on the table is committed. */
  static String transactionId(TableContract table) {
    return "curated:" + table.id();
  }

  void write(Ops ops, TableContract table, long transaction) {
    ops.putState(name(table, transaction), LakeJson.line(this));
  }

  private static String name(TableContract table, long transaction) {
    return "curated/" + table.id() + "/" + transaction;
  }
}
