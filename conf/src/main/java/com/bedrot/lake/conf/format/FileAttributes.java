package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.DatasetContract;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is true of every row of a file because of the file: what was said when it landed, what its
 * name tells, and for numbers that stand for a day they do not name, the day they were seen.
 */
public final class FileAttributes {
  /** UTC day on which the source showed what the file holds. */
  public static final String OBSERVED_ON = "observed_on";

  private FileAttributes() {}

  /**
   * All attributes of a file.
   *
   * @param stated at landing; it wins over the name
   * @param period stated at landing, or null
   * @param window days the content is dated to ({@code A/B}), or null
   * @param otherwise day of the last resort for {@link #OBSERVED_ON}
   */
  public static Map<String, String> of(
      DatasetContract contract,
      String fileName,
      Map<String, String> stated,
      @Nullable String period,
      @Nullable String window,
      Instant otherwise) {
    NameFacts name = NameFacts.of(fileName, contract);
    Map<String, String> attributes = new HashMap<>(name.attributes());
    if (period != null) {
      attributes.put("period", period);
    }
    if (dates(contract)) {
      String day = window == null ? day(otherwise) : window.substring(0, window.indexOf('/'));
      attributes.put(OBSERVED_ON, day);
    }
    attributes.putAll(stated);
    return attributes;
  }

  /**
   * The one day ({@code A/A}) a file of such a dataset is dated to: said, or in its name. Where
   * nothing tells, or the dataset's rows have days of their own, it is empty: the same bytes are
   * then the same data.
   */
  static Optional<String> window(DatasetContract contract, ScanContext context) {
    if (!dates(contract)) {
      return Optional.empty();
    }
    if (context.window() != null) {
      return Optional.of(context.window());
    }
    return Optional.ofNullable(context.attributes().get(OBSERVED_ON))
        .flatMap(NameFacts::firstDay)
        .or(() -> NameFacts.of(context.fileName(), contract).epoch().map(FileAttributes::date))
        .map(day -> day + "/" + day);
  }

  /** Whether rows of the dataset are dated by the day they were seen. */
  public static boolean dates(DatasetContract contract) {
    return contract.columns().stream().anyMatch(FileAttributes::isObservedOn);
  }

  private static boolean isObservedOn(ColumnContract column) {
    return column.origin() == Origin.ATTRIBUTE && column.aliases().contains(OBSERVED_ON);
  }

  private static LocalDate date(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** The UTC day of a moment, as {@link #OBSERVED_ON} has it. */
  public static String day(Instant moment) {
    return date(moment).toString();
  }
}
