package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.format.FileShape;
import com.bedrot.lake.conf.format.HeaderMatch;
import com.bedrot.lake.conf.format.Split;
import com.bedrot.lake.jobs.record.input.PartInput;
import com.bedrot.lake.jobs.record.input.PartLayout;
import com.bedrot.lake.jobs.record.input.RecordPart;
import com.bedrot.lake.jobs.record.value.FileFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bins of file parts, one a task, in the order of the files: at most about 48 MB each, and at least
 * one per core where there is enough to read.
 */
final class RecordBins {
  private static final long LARGEST = 48L << 20;
  private static final long SMALLEST = 2L << 20;
  // what opening a file costs, as bytes that could be read meanwhile
  private static final long OPENING = 16L << 10;

  private RecordBins() {}

  static List<RecordPartition> of(DatasetContract contract, List<RawFile> files, int cores) {
    List<RecordPart> parts = parts(contract, files);
    long all = parts.stream().mapToLong(RecordBins::weight).sum();
    long target = Math.max(SMALLEST, Math.min(LARGEST, (all + cores - 1) / cores));
    List<RecordPartition> bins = new ArrayList<>();
    List<RecordPart> bin = new ArrayList<>();
    long filled = 0;
    for (RecordPart part : parts) {
      if (!bin.isEmpty() && filled + weight(part) / 2 > target) {
        bins.add(new RecordPartition(bin));
        bin = new ArrayList<>();
        filled = 0;
      }
      bin.add(part);
      filled += weight(part);
    }
    if (!bin.isEmpty()) {
      bins.add(new RecordPartition(bin));
    }
    return bins;
  }

  private static long weight(RecordPart part) {
    return part.length() + OPENING;
  }

  private static List<RecordPart> parts(DatasetContract contract, List<RawFile> files) {
    Map<PartLayout, PartLayout> layouts = new HashMap<>();
    Map<List<String>, List<Integer>> places = new HashMap<>();
    List<RecordPart> parts = new ArrayList<>();
    for (RawFile file : files) {
      FileShape shape = file.shape();
      List<Integer> indexes =
          places.computeIfAbsent(shape.header(), h -> columnIndexes(contract, shape));
      PartLayout layout =
          new PartLayout(shape.encoding(), shape.delimiter(), shape.header(), indexes);
      PartLayout shared = layouts.computeIfAbsent(layout, l -> l);
      for (Split split : splits(contract, file)) {
        parts.add(part(file, shared, split));
      }
    }
    return parts;
  }

  /** The header may have been scanned when the contract had other columns: it is matched again. */
  private static List<Integer> columnIndexes(DatasetContract contract, FileShape shape) {
    boolean delimited = contract.format().kind() == FileFormat.Kind.DELIMITED;
    return delimited && !shape.header().isEmpty()
        ? HeaderMatch.of(shape.header(), contract).indexes()
        : shape.columnIndexes();
  }

  /** Content that can only be read from its beginning is one part. */
  private static List<Split> splits(DatasetContract contract, RawFile file) {
    List<Split> splits = file.shape().splits();
    boolean divisible = contract.format().kind() == FileFormat.Kind.DELIMITED && !isPacked(file);
    if (divisible || splits.size() < 2) {
      return splits;
    }
    Split first = splits.get(0);
    Split last = splits.get(splits.size() - 1);
    return List.of(
        new Split(
            first.offset(), last.offset() + last.length() - first.offset(), first.firstRow()));
  }

  /** Whether the content is not simply the bytes of the file. */
  private static boolean isPacked(RawFile file) {
    FileShape shape = file.shape();
    long end = shape.splits().stream().mapToLong(s -> s.offset() + s.length()).max().orElse(0);
    return shape.member() != null
        || end > file.bytes()
        || file.uri().endsWith(".gz")
        || PartInput.isWide(shape.encoding());
  }

  private static RecordPart part(RawFile file, PartLayout layout, Split split) {
    FileFacts facts =
        new FileFacts(
            file.uri(),
            file.fileId(),
            file.contentSha256(),
            file.account(),
            file.attributes(),
            file.window());
    return new RecordPart(
        facts, layout, file.shape().member(), split.offset(), split.length(), split.firstRow());
  }
}
