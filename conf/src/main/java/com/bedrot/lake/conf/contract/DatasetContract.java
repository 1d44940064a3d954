package com.bedrot.lake.conf.contract;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One dataset of a source: how its files are recognised and parsed, and what its staging table is.
 *
 * @param source contract id of the source, e.g. {@code distrokid}
 * @param name e.g. {@code bank_details}; {@code source.name} is unique
 * @param filePatterns regular expressions on the file name; named groups {@code account}, {@code
 *     start}, {@code end}, {@code period} (or {@code year} and {@code month}), {@code epoch} are
 *     taken from it, any other group is an attribute of the file
 * @param contentKeys what the content must have to be this dataset: columns whose header (or an
 *     alias of it) must be there, whether their values are required or not, or JSON keys of a
 *     record or paths, of which one of several after {@code |} is enough; {@code !key} must be
 *     absent
 * @param parent name of the dataset whose files also hold this one's rows (exploded arrays), or
 *     null
 * @param grain the columns whose values name one row within an account; {@code _file_sha256,_row}
 *     where rows have no identity
 * @param sortBy staging row order inside files
 * @param rowRules rules of level ROW
 * @param tableRules rules of level TABLE
 * @param badRowsThreshold share of broken rows (0..1) past which the file is quarantined
 * @param freshnessDays days without a newer file before the dataset counts as late
 * @param cadence cron expression of its extraction, or null
 * @param lookbackDays days a fetch goes back
 * @param cleaner whether {@code jobs.source.<id>.<Dataset>Cleaner} is applied
 */
public record DatasetContract(
    String source,
    String name,
    String description,
    String contractVersion,
    List<String> filePatterns,
    List<String> contentKeys,
    @Nullable String parent,
    FileFormat format,
    History history,
    List<ColumnContract> columns,
    List<String> grain,
    List<String> sortBy,
    List<RuleContract> rowRules,
    List<RuleContract> tableRules,
    double badRowsThreshold,
    int freshnessDays,
    @Nullable String cadence,
    int lookbackDays,
    boolean cleaner)
    implements Serializable {
  public DatasetContract {
    filePatterns = List.copyOf(filePatterns);
    contentKeys = List.copyOf(contentKeys);
    columns = List.copyOf(columns);
    grain = List.copyOf(grain);
    sortBy = List.copyOf(sortBy);
    rowRules = List.copyOf(rowRules);
    tableRules = List.copyOf(tableRules);
  }

  /** {@code source.name}, the dataset's key everywhere. */
  public String key() {
    return source + "." + name;
  }

  public Optional<ColumnContract> column(String columnName) {
    return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
  }
}
