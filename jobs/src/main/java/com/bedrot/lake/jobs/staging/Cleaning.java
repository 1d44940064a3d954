package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.TransformationException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds a dataset's cleaner by its name and applies it. */
final class Cleaning {
  private static final String SOURCES = "com.bedrot.lake.jobs.source.";

  private Cleaning() {}

  /** The class a dataset's cleaner has to have. */
  static String className(String source, String dataset) {
    String words =
        Arrays.stream(dataset.split("[_-]"))
            .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1))
            .collect(Collectors.joining());
    return SOURCES + source + "." + words + "Cleaner";
  }

  /**
   * The rows as the dataset's cleaner leaves them; as they are where its contract asks for none.
   *
   * @throws ConfigurationException CONTRACT_INVALID where the contract asks for a cleaner that is
   *     not there
   * @throws TransformationException TRANSFORM_FAILED where the cleaner changes the columns
   */
  static Dataset<Row> apply(DatasetContract dataset, Dataset<Row> rows) {
    if (!dataset.cleaner()) {
      return rows;
    }
    Dataset<Row> cleaned = cleaner(dataset).clean(rows);
    if (!columns(cleaned).equals(columns(rows))) {
      throw new TransformationException(
          ErrorCode.TRANSFORM_FAILED,
          "the cleaner of %s makes columns %s of %s"
              .formatted(dataset.key(), columns(cleaned), columns(rows)));
    }
    return cleaned;
  }

  private static Cleaner cleaner(DatasetContract dataset) {
    String name = className(dataset.source(), dataset.name());
    try {
      return (Cleaner) Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new ConfigurationException(
          ErrorCode.CONTRACT_INVALID,
          "the contract of " + dataset.key() + " asks for a cleaner, but there is no " + name,
          e);
    }
  }

  private static List<String> columns(Dataset<Row> rows) {
    return Arrays.stream(rows.schema().fields())
        .map(f -> f.name() + " " + f.dataType().simpleString())
        .toList();
  }
}
