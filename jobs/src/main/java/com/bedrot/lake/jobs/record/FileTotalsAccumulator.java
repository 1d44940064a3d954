package com.bedrot.lake.jobs.record;

import com.bedrot.lake.jobs.record.value.PartTotals;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/**
 * Collects what readers counted, one entry per part of a file. A part that is read again, by a
 * retried task or a second job, replaces its entry: nothing is counted twice.
 */
public final class FileTotalsAccumulator
    extends AccumulatorV2<
        FileTotalsAccumulator.Part, Map<FileTotalsAccumulator.Place, PartTotals>> {
  private static final long serialVersionUID = 1L;
  private final Map<Place, PartTotals> parts = new HashMap<>();

  /** A part of a file, by the offset of its first byte. */
  public record Place(String fileId, long offset) implements java.io.Serializable {}

  /** What one part holds. */
  public record Part(Place place, PartTotals totals) implements java.io.Serializable {
    /** A file without records. */
    static Part nothing(String fileId) {
      return new Part(new Place(fileId, 0), new PartTotals(0, 0, 0, Map.of()));
    }
  }

  /** Totals of every file whose parts were read to their ends, by file id. */
  public synchronized Map<String, FileTotals> byFile() {
    Map<String, FileTotals> files = new LinkedHashMap<>();
    parts.forEach(
        (place, totals) ->
            files.merge(place.fileId(), of(place.fileId(), totals), FileTotalsAccumulator::add));
    return files;
  }

  private static FileTotals of(String fileId, PartTotals part) {
    return new FileTotals(
        fileId, part.read(), part.skipped(), part.unreadableMoney(), part.money());
  }

  private static FileTotals add(FileTotals a, FileTotals b) {
    Map<String, BigDecimal> money = new LinkedHashMap<>(a.money());
    b.money().forEach((column, sum) -> money.merge(column, sum, BigDecimal::add));
    return new FileTotals(
        a.fileId(),
        a.read() + b.read(),
        a.skipped() + b.skipped(),
        a.unreadableMoney() + b.unreadableMoney(),
        money);
  }

  @Override
  public synchronized boolean isZero() {
    return parts.isEmpty();
  }

  @Override
  public synchronized FileTotalsAccumulator copy() {
    FileTotalsAccumulator copy = new FileTotalsAccumulator();
    copy.parts.putAll(parts);
    return copy;
  }

  @Override
  public synchronized void reset() {
    parts.clear();
  }

  @Override
  public synchronized void add(Part part) {
    parts.put(part.place(), part.totals());
  }

  @Override
  public synchronized void merge(AccumulatorV2<Part, Map<Place, PartTotals>> other) {
    parts.putAll(other.value());
  }

  @Override
  public synchronized Map<Place, PartTotals> value() {
    return Map.copyOf(parts);
  }
}
