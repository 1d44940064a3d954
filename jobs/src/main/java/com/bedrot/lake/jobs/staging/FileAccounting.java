package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.IntegrityException;
import com.bedrot.lake.jobs.record.FileTotals;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The row and money equations of one file in one dataset.
 *
 * @param read records after the header
 * @param written rows now in staging
 * @param quarantined broken rows
 * @param skipped repeated headers and totals rows
 * @param superseded good rows whose slice or key a newer file holds
 * @param unreadableMoney rows with money that cannot be read, counted beside the equation
 * @param money per money column: its four sums
 */
public record FileAccounting(
    String fileId,
    long read,
    long written,
    long quarantined,
    long skipped,
    long superseded,
    long unreadableMoney,
    Map<String, Money> money) {
  /** Exact sums of one money column. */
  public record Money(
      BigDecimal readable, BigDecimal written, BigDecimal quarantined, BigDecimal superseded) {}

  public FileAccounting {
    money = Map.copyOf(money);
  }

  /** The terms as they were counted; a missing one is nothing. */
  static FileAccounting of(
      FileTotals total,
      @Nullable FileSums written,
      @Nullable FileSum outside,
      @Nullable FileSum bad,
      List<String> columns) {
    Map<String, Money> money = new TreeMap<>();
    for (int i = 0; i < columns.size(); i++) {
      money.put(
          columns.get(i),
          new Money(
              total.money().getOrDefault(columns.get(i), BigDecimal.ZERO),
              written == null ? BigDecimal.ZERO : written.money().get(i),
              FileSum.money(bad, i),
              FileSum.money(outside, i)));
    }
    return new FileAccounting(
        total.fileId(),
        total.read(),
        written == null ? 0 : written.rows(),
        bad == null ? 0 : bad.rows,
        total.skipped(),
        outside == null ? 0 : outside.rows,
        total.unreadableMoney(),
        money);
  }

  /**
   * Checks both equations.
   *
   * @throws IntegrityException INTEGRITY_ROWS or INTEGRITY_MONEY, with all terms
   */
  public void verify(String datasetKey) {
    if (read != written + quarantined + skipped + superseded) {
      throw new IntegrityException(
          ErrorCode.INTEGRITY_ROWS,
          "%s, file %s: %d records read, but %d written + %d quarantined + %d skipped + %d superseded"
              .formatted(datasetKey, fileId, read, written, quarantined, skipped, superseded));
    }
    money.forEach(
        (column, sums) -> {
          BigDecimal accounted = sums.written().add(sums.quarantined()).add(sums.superseded());
          if (sums.readable().compareTo(accounted) != 0) {
            throw new IntegrityException(
                ErrorCode.INTEGRITY_MONEY,
                "%s, file %s, %s: %s readable, but %s written + %s quarantined + %s superseded"
                    .formatted(
                        datasetKey,
                        fileId,
                        column,
                        sums.readable().toPlainString(),
                        sums.written().toPlainString(),
                        sums.quarantined().toPlainString(),
                        sums.superseded().toPlainString()));
          }
        });
  }
}
