package com.bedrot.lake.jobs.curated;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Makes one curated table's rows; pure. Found by its name: {@code <TableId>Builder} in this
 * package. A table without a builder carries its source columns as the contract says. The result
 * may hold more columns than the contract: those it names are selected and cast afterwards.
 */
public interface CuratedBuilder {
  Dataset<Row> build(CuratedInputs inputs);
}
