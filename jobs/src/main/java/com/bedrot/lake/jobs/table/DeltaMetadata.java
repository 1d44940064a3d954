package com.bedrot.lake.jobs.table;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.TransformationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** The metadata action of a table's log: made for a new table, grown for an old one. */
final class DeltaMetadata {
  /** Old versions stay readable from the log for as long as the archive may ask. */
  private static final String LOG_RETENTION = "interval 400 days";

  private DeltaMetadata() {}

  /**
   * Brings the transaction's metadata to the specification; nothing happens where it is there.
   *
   * @throws TransformationException where a column would change its type under rows that stay
   */
  static void align(OptimisticTransaction transaction, TableSpec spec, Replace replace) {
    boolean isNew = transaction.readVersion() < 0;
    Metadata old = transaction.metadata();
    StructType schema =
        isNew || replace instanceof Replace.Everything
            ? nullable(spec.schema())
            : grown(spec, old.schema());
    Map<String, String> configuration = new TreeMap<>(ScalaShapes.javaMap(old.configuration()));
    configuration.putAll(properties(spec));
    Metadata wanted =
        new Metadata(
            isNew ? UUID.randomUUID().toString() : old.id(),
            old.name(),
            spec.description(),
            isNew ? new Format("parquet", ScalaShapes.map(Map.of())) : old.format(),
            schema.json(),
            ScalaShapes.seq(spec.partitionBy()),
            ScalaShapes.map(configuration),
            isNew
                ? scala.Option.apply((Object) transaction.deltaLog().clock().getTimeMillis())
                : old.createdTime());
    if (isNew || !sameContent(old, wanted)) {
      transaction.updateMetadata(wanted, false);
    }
  }

  private static boolean sameContent(Metadata old, Metadata wanted) {
    return old.schemaString().equals(wanted.schemaString())
        && old.partitionColumns().equals(wanted.partitionColumns())
        && old.configuration().equals(wanted.configuration())
        && spelled(old.description()).equals(wanted.description());
  }

  private static String spelled(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }

  private static Map<String, String> properties(TableSpec spec) {
    Map<String, String> properties = new LinkedHashMap<>();
    List<String> columns = withStatistics(spec);
    if (columns.isEmpty()) {
      properties.put("delta.dataSkippingNumIndexedCols", "0");
    } else {
      properties.put(
          "delta.dataSkippingStatsColumns",
          columns.stream().map(c -> "`" + c + "`").collect(Collectors.joining(",")));
    }
    properties.put("delta.enableDeletionVectors", "false");
    properties.put("delta.logRetentionDuration", LOG_RETENTION);
    return properties;
  }

  private static List<String> withStatistics(TableSpec spec) {
    Set<String> wanted = Set.copyOf(spec.statsColumns());
    List<String> kept = new ArrayList<>();
    for (StructField field : spec.schema().fields()) {
      if (wanted.contains(field.name())
          && !spec.partitionBy().contains(field.name())
          && hasOrder(field.dataType())) {
        kept.add(field.name());
      }
    }
    return kept;
  }

  private static boolean hasOrder(DataType type) {
    return type instanceof NumericType
        || type instanceof StringType
        || type instanceof DateType
        || type instanceof TimestampType;
  }

  /** Contract order first, then columns only the table knows. */
  private static StructType grown(TableSpec spec, StructType old) {
    List<StructField> fields = new ArrayList<>();
    Set<String> oldNames = Set.of(old.fieldNames());
    for (StructField field : nullable(spec.schema()).fields()) {
      if (oldNames.contains(field.name())) {
        refuseChangedType(spec, old.apply(field.name()), field);
      }
      fields.add(field);
    }
    Set<String> newNames = Set.of(spec.schema().fieldNames());
    for (StructField field : old.fields()) {
      if (!newNames.contains(field.name())) {
        fields.add(field);
      }
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  private static void refuseChangedType(TableSpec spec, StructField old, StructField wanted) {
    if (!old.dataType().sameType(wanted.dataType())) {
      throw new TransformationException(
          ErrorCode.TRANSFORM_FAILED,
          "column "
              + wanted.name()
              + " of "
              + spec.uri()
              + " is "
              + old.dataType().simpleString()
              + " in the table and "
              + wanted.dataType().simpleString()
              + " in the contract: only a write of the whole table can change it");
    }
  }

  private static StructType nullable(StructType schema) {
    StructField[] fields = new StructField[schema.length()];
    for (int i = 0; i < fields.length; i++) {
      StructField field = schema.apply(i);
      fields[i] = new StructField(field.name(), field.dataType(), true, field.metadata());
    }
    return new StructType(fields);
  }
}
