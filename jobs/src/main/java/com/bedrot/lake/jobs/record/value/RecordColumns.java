package com.bedrot.lake.jobs.record.value;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.DatasetContract;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of records, and where in a row each has its slot. */
public final class RecordColumns {
  public static final String ACCOUNT = "account";
  public static final String FILE_HASH = "_file_sha256";
  public static final String ROW = "_row";
  public static final String BROKEN = "_broken";
  public static final String RAW = "_raw";

  private final DataType[] types;
  private final Map<String, Integer> asked = new HashMap<>();
  private int extraSlots;

  RecordColumns(StructType wanted) {
    types = new DataType[wanted.size()];
    for (int i = 0; i < types.length; i++) {
      StructField field = wanted.apply(i);
      types[i] = field.dataType();
      asked.put(field.name(), i);
    }
  }

  /**
   * The columns records of a dataset are read with. A contract column called {@code account} is the
   * file's account and stands first, once.
   */
  public static StructType of(DatasetContract contract) {
    StructType schema = new StructType().add(ACCOUNT, DataTypes.StringType, false);
    for (ColumnContract column : contract.columns()) {
      if (!column.name().equals(ACCOUNT)) {
        schema = schema.add(column.name(), DataType.fromDDL(column.type().sparkType()), true);
      }
    }
    return schema
        .add(FILE_HASH, DataTypes.StringType, false)
        .add(ROW, DataTypes.LongType, false)
        .add(BROKEN, DataTypes.createArrayType(DataTypes.StringType, false), true)
        .add(RAW, DataTypes.StringType, true);
  }

  DataType[] types() {
    return types.clone();
  }

  int extraSlots() {
    return extraSlots;
  }

  boolean has(String name) {
    return asked.containsKey(name);
  }

  /** The column's place in the row, or one behind it where nobody asked for the column. */
  int slot(String name) {
    Integer place = asked.get(name);
    return place != null ? place : types.length + extraSlots++;
  }

  int slotOrNone(String name) {
    return asked.getOrDefault(name, -1);
  }
}
