package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.ColumnType.Kind;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Makes rows of records: decodes the fields a query or the file's totals need, collects every
 * broken rule of the record, adds up money. One for all files a task reads.
 */
public final class RowAssembler {
  private final List<ColumnContract> columns;
  private final RecordRow row;
  private final ColumnSlot[] slots;
  private final int[] fields;
  private final int accountSlot;
  private final int hashSlot;
  private final int rowSlot;
  private final int brokenSlot;
  private final int rawSlot;
  private final boolean keepRaw;
  private final List<UTF8String> broken = new ArrayList<>();
  private final List<UTF8String> brokenInFile = new ArrayList<>();
  private long read;
  private long skipped;
  private long unreadableMoney;
  private boolean moneyUnreadable;

  /**
   * An assembler of rows with the wanted columns.
   *
   * @param keepRaw whether {@code _raw} is filled for rows without a broken rule too
   */
  public RowAssembler(DatasetContract contract, StructType wanted, boolean keepRaw) {
    this.columns = contract.columns();
    this.keepRaw = keepRaw;
    RecordColumns places = new RecordColumns(wanted);
    accountSlot = places.slot(RecordColumns.ACCOUNT);
    hashSlot = places.slot(RecordColumns.FILE_HASH);
    rowSlot = places.slot(RecordColumns.ROW);
    brokenSlot = places.slotOrNone(RecordColumns.BROKEN);
    rawSlot = places.slotOrNone(RecordColumns.RAW);
    boolean check = brokenSlot >= 0 || rawSlot >= 0;
    slots = new ColumnSlot[columns.size()];
    List<Integer> read = new ArrayList<>();
    for (int c = 0; c < slots.length; c++) {
      ColumnContract column = columns.get(c);
      boolean needed = check || column.type().kind() == Kind.DECIMAL || places.has(column.name());
      slots[c] = new ColumnSlot(column, places.slot(column.name()));
      if (needed && column.origin() != Origin.ATTRIBUTE) {
        read.add(c);
      }
    }
    fields = read.stream().mapToInt(Integer::intValue).toArray();
    row = new RecordRow(places.types(), places.extraSlots());
  }

  /** The row that every record is put into. */
  public RecordRow row() {
    return row;
  }

  /** Contract columns whose values readers must hand over, by index. */
  public int[] fields() {
    return fields.clone();
  }

  /** The contract's columns. */
  public List<ColumnContract> columns() {
    return columns;
  }

  /** Starts a part of a file: its constants, its attributes, totals at zero. */
  public void start(FileFacts file) {
    read = 0;
    skipped = 0;
    unreadableMoney = 0;
    setText(accountSlot, file.account());
    setText(hashSlot, file.contentSha256());
    broken.clear();
    for (int c = 0; c < slots.length; c++) {
      slots[c].start(file.window());
      if (columns.get(c).origin() == Origin.ATTRIBUTE) {
        attribute(c, file.attributes());
      }
    }
    brokenInFile.clear();
    brokenInFile.addAll(broken);
  }

  private void attribute(int c, Map<String, String> attributes) {
    ColumnContract column = columns.get(c);
    String value = attributes.get(column.name());
    for (int i = 0; value == null && i < column.aliases().size(); i++) {
      value = attributes.get(column.aliases().get(i));
    }
    if (value == null) {
      missing(c);
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    value(c, bytes, 0, bytes.length);
  }

  /** Starts the record with that 1-based number in the file. */
  public void begin(long number) {
    read++;
    row.setLong(rowSlot, number);
    moneyUnreadable = false;
    if (!broken.isEmpty()) {
      broken.clear();
    }
    if (!brokenInFile.isEmpty()) {
      broken.addAll(brokenInFile);
    }
  }

  /** Counts a record that is no data: a repeated header, a totals row. */
  public void skip() {
    read++;
    skipped++;
  }

  /** The field's text, UTF-8, which must stay where it is until the row is consumed. */
  public void value(int column, byte[] bytes, int from, int to) {
    ColumnSlot slot = slots[column];
    if (from == to || slot.meansNothing(bytes, from, to)) {
      missing(column);
      return;
    }
    ErrorCode wrong = slot.decode(bytes, from, to, row);
    if (wrong != null) {
      refuse(column, wrong);
    }
  }

  /** The field is absent or empty. */
  public void missing(int column) {
    ColumnSlot slot = slots[column];
    row.setNullAt(slot.index());
    if (slot.required()) {
      refuse(column, ErrorCode.VALUE_MISSING);
    }
  }

  /** The field's value breaks a rule: it becomes null and the rule is kept. */
  public void refuse(int column, ErrorCode rule) {
    ColumnSlot slot = slots[column];
    row.setNullAt(slot.index());
    broken.add(slot.ruleId(rule));
    moneyUnreadable |= slot.isMoney();
  }

  /** The field's value cannot be used because of a rule the whole record broke. */
  public void drop(int column) {
    row.setNullAt(slots[column].index());
    moneyUnreadable |= slots[column].isMoney();
  }

  /** The record breaks a rule. */
  public void refuse(ErrorCode rule) {
    broken.add(UTF8String.fromString(rule.name()));
  }

  /** Whether {@link #raw} must be called before {@link #end}. */
  public boolean needsRaw() {
    return rawSlot >= 0 && (keepRaw || !broken.isEmpty());
  }

  /** The record's text as decoded, in UTF-8. */
  public void raw(byte[] bytes, int from, int to) {
    row.setText(rawSlot, bytes, from, to);
  }

  /** Ends the record: the row is complete. */
  public void end() {
    if (moneyUnreadable) {
      unreadableMoney++;
    }
    if (rawSlot >= 0 && !needsRaw()) {
      row.setNullAt(rawSlot);
    }
    if (brokenSlot >= 0) {
      row.setObject(brokenSlot, broken.isEmpty() ? null : new GenericArrayData(broken.toArray()));
    }
  }

  /** What was counted since {@link #start}. */
  public PartTotals totals() {
    Map<String, BigDecimal> money = new LinkedHashMap<>();
    for (int c = 0; c < slots.length; c++) {
      if (slots[c].isMoney() && columns.get(c).origin() != Origin.ATTRIBUTE) {
        money.put(columns.get(c).name(), slots[c].sum());
      }
    }
    return new PartTotals(read, skipped, unreadableMoney, money);
  }

  private void setText(int slot, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    row.setText(slot, bytes, 0, bytes.length);
  }
}
