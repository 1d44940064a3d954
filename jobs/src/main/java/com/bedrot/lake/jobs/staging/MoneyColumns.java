package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnType;
import com.bedrot.lake.conf.contract.DatasetContract;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which columns hold money: decimals whose unit is a currency code, or {@code currency} where
 * another column names it.
 */
final class MoneyColumns {
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}|currency");

  private MoneyColumns() {}

  static List<String> of(DatasetContract dataset) {
    return dataset.columns().stream()
        .filter(MoneyColumns::isMoney)
        .map(ColumnContract::name)
        .toList();
  }

  private static boolean isMoney(ColumnContract column) {
    return column.type().kind() == ColumnType.Kind.DECIMAL
        && column.unit() != null
        && CURRENCY.matcher(column.unit()).matches();
  }
}
