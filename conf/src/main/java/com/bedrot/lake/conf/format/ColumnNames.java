package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.DatasetContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every spelling of a dataset's columns, prepared once for many headers. */
public final class ColumnNames {
  private final DatasetContract contract;
  private final Map<String, Integer> byName = new HashMap<>();

  public ColumnNames(DatasetContract contract) {
    this.contract = contract;
    List<ColumnContract> columns = contract.columns();
    for (int i = 0; i < columns.size(); i++) {
      ColumnContract column = columns.get(i);
      if (column.origin() == Origin.FIELD) {
        byName.putIfAbsent(HeaderNames.normal(column.name()), i);
        for (String alias : column.aliases()) {
          byName.putIfAbsent(HeaderNames.normal(alias), i);
        }
      }
    }
  }

  /** The dataset whose columns they are. */
  public DatasetContract contract() {
    return contract;
  }

  /** Index of the column with that spelling ({@link HeaderNames#normal}), or null. */
  @Nullable Integer column(String normalName) {
    return byName.get(normalName);
  }

  /** How many columns the header names; a column named twice counts once. */
  int matched(List<String> header) {
    return (int)
        header.stream()
            .map(name -> byName.get(HeaderNames.normal(name)))
            .filter(index -> index != null)
            .distinct()
            .count();
  }
}
