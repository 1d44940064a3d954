import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Counts rows and adds up columns of Delta tables by Delta Kernel, without Spark; for submit/interop.
 *
 * <p>A line of standard input is {@code PATH TAB VERSION TAB COLUMN...}, one of output {@code COUNT
 * TAB SUM...} with {@code -} for the sum of no value.
 */
final class DeltaKernelReader {
  private final Engine engine = DefaultEngine.create(new Configuration());

  private DeltaKernelReader() {}

  public static void main(String[] arguments) throws IOException {
    DeltaKernelReader reader = new DeltaKernelReader();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      List<String> words = Arrays.asList(line.split("\t"));
      List<String> columns = words.subList(2, words.size());
      System.out.println(reader.read(words.get(0), Long.parseLong(words.get(1)), columns));
    }
  }

  private String read(String path, long version, List<String> columns) throws IOException {
    Snapshot snapshot = Table.forPath(engine, path).getSnapshotAsOfVersion(engine, version);
    StructType schema = snapshot.getSchema(engine);
    StructType wanted = new StructType();
    for (String column : columns) {
      wanted = wanted.add(schema.get(column));
    }
    // something must be read for rows to be counted
    StructType read = columns.isEmpty() ? new StructType().add(schema.at(0)) : wanted;
    Scan scan = snapshot.getScanBuilder(engine).withReadSchema(engine, read).build();
    Sums sums = new Sums(columns.size());
    Row state = scan.getScanState(engine);
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> rows = files.next().getRows()) {
          while (rows.hasNext()) {
            add(state, rows.next(), sums);
          }
        }
      }
    }
    return sums.line();
  }

  private void add(Row state, Row file, Sums sums) throws IOException {
    StructType physical = ScanStateRow.getPhysicalDataReadSchema(engine, state);
    CloseableIterator<ColumnarBatch> raw =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                physical,
                Optional.empty());
    try (CloseableIterator<FilteredColumnarBatch> batches =
        Scan.transformPhysicalData(engine, state, file, raw)) {
      while (batches.hasNext()) {
        sums.add(batches.next());
      }
    }
  }

  /** What was seen so far. */
  private static final class Sums {
    private final BigDecimal[] sums;
    private long rows;

    Sums(int columns) {
      sums = new BigDecimal[columns];
    }

    void add(FilteredColumnarBatch batch) {
      Optional<ColumnVector> selected = batch.getSelectionVector();
      ColumnarBatch data = batch.getData();
      for (int row = 0; row < data.getSize(); row++) {
        if (selected.isPresent() && !selected.get().getBoolean(row)) {
          continue;
        }
        rows++;
        for (int column = 0; column < sums.length; column++) {
          add(column, data.getColumnVector(column), row);
        }
      }
    }

    private void add(int column, ColumnVector vector, int row) {
      if (!vector.isNullAt(row)) {
        BigDecimal value = exact(vector, row);
        sums[column] = sums[column] == null ? value : sums[column].add(value);
      }
    }

    private static BigDecimal exact(ColumnVector vector, int row) {
      DataType type = vector.getDataType();
      if (type instanceof DecimalType) {
        return vector.getDecimal(row);
      }
      if (type instanceof LongType) {
        return BigDecimal.valueOf(vector.getLong(row));
      }
      if (type instanceof IntegerType) {
        return BigDecimal.valueOf(vector.getInt(row));
      }
      if (type instanceof ShortType) {
        return BigDecimal.valueOf(vector.getShort(row));
      }
      if (type instanceof ByteType) {
        return BigDecimal.valueOf(vector.getByte(row));
      }
      throw new IllegalArgumentException("no exact number: " + type);
    }

    String line() {
      List<String> words = new ArrayList<>();
      words.add(Long.toString(rows));
      for (BigDecimal sum : sums) {
        words.add(sum == null ? "-" : sum.toPlainString());
      }
      return String.join("\t", words);
    }
  }
}
