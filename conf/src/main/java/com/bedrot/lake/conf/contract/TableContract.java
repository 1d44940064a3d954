package com.bedrot.lake.conf.contract;

import java.io.Serializable;
import java.util.List;

/**
 * One curated table.
 *
 * @param datasets keys of the datasets that feed it directly ({@code distrokid.bank_details})
 * @param tables curated tables it is built from
 * @param partitionBy the columns a change is published by (a slice): {@code source, account} or
 *     empty for the whole table
 * @param grain primary key
 * @param publishGroup all candidates of a group pass or none commits
 */
public record TableContract(
    String id,
    String version,
    String title,
    String description,
    List<TableColumn> columns,
    List<String> datasets,
    List<String> tables,
    List<String> partitionBy,
    List<String> grain,
    List<String> sortBy,
    String publishGroup,
    List<RuleContract> rules,
    String file)
    implements Serializable {
  public TableContract {
    columns = List.copyOf(columns);
    datasets = List.copyOf(datasets);
    tables = List.copyOf(tables);
    partitionBy = List.copyOf(partitionBy);
    grain = List.copyOf(grain);
    sortBy = List.copyOf(sortBy);
    rules = List.copyOf(rules);
  }
}
