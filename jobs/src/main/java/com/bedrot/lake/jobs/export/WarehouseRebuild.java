package com.bedrot.lake.jobs.export;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.jobs.spark.SparkSessions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/** Warehouse tables made anew from the last publication, by command. */
public record WarehouseRebuild(Lake lake, Publication publication, Set<String> tables) {
  /**
   * What is to be rebuilt.
   *
   * @param all every published table, whatever {@code names} says
   * @throws ConfigurationException NOT_FOUND where nothing was published, or not that table;
   *     USAGE_INVALID where none is named
   */
  public static WarehouseRebuild of(Lake lake, List<String> names, boolean all) {
    Publication publication =
        lake.ops()
            .lastPublication()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        ErrorCode.NOT_FOUND, "Nothing was published yet; `lake run` publishes"));
    Set<String> published = new TreeSet<>(publication.tables().keySet());
    Set<String> wanted = all ? published : new TreeSet<>(names);
    if (wanted.isEmpty()) {
      throw new ConfigurationException(
          ErrorCode.USAGE_INVALID, "Name the tables to rebuild, or --all: " + published);
    }
    for (String name : wanted) {
      if (!published.contains(name)) {
        throw new ConfigurationException(
            ErrorCode.NOT_FOUND,
            "No table " + name + " was published; the published ones: " + published);
      }
    }
    return new WarehouseRebuild(lake, publication, wanted);
  }

  /** A line per table: name, version, rows. */
  public List<String> plan() {
    return tables.stream()
        .map(
            name -> {
              Publication.TableVersion version = publication.tables().get(name);
              return version == null
                  ? name
                  : name + " version " + version.version() + ", " + version.rows() + " rows";
            })
        .toList();
  }

  /** Loads them. */
  public ExportReport run() {
    try (SparkSession spark = SparkSessions.open(lake.settings())) {
      return WarehouseExport.export(spark, lake, publication, tables);
    }
  }
}
