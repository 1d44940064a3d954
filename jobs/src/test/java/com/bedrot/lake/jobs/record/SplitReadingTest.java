package com.bedrot.lake.jobs.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.ColumnType.Kind;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.jobs.record.delimited.DelimitedReader;
import com.bedrot.lake.jobs.record.input.PartInput;
import com.bedrot.lake.jobs.record.input.RecordPart;
import com.bedrot.lake.jobs.record.value.RecordColumns;
import com.bedrot.lake.jobs.record.value.RowAssembler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitReadingTest {
  private static final DatasetContract SALES =
      Datasets.delimited(
          Columns.of("day", Kind.DATE),
          Columns.text("title"),
          Columns.of("units", Kind.LONG),
          Columns.decimal("earned", 18, 12));

  @TempDir private Path folder;

  @Test
  void readsTheSameRowsWhateverTheSplits() throws IOException {
    String content = statement(new Random(7), 60);
    List<String> whole = rows(new RawFiles(folder, SALES).write("whole.csv", content));

    assertThat(whole).hasSize(60);
    for (int bytes = 1; bytes <= content.length(); bytes = bytes < 90 ? bytes + 1 : bytes * 2) {
      RawFile file = new RawFiles(folder, SALES).splitAt(bytes).write("cut.csv", content);

      assertThat(rows(file)).as("splits of %s bytes", bytes).isEqualTo(whole);
    }
  }

  @Test
  void readsContainersAndWideTextInOnePart() throws IOException {
    String content = statement(new Random(8), 40);
    List<String> whole = rows(new RawFiles(folder, SALES).write("whole.csv", content));
    RawFiles files = new RawFiles(folder, SALES).splitAt(100);

    for (RawFile file :
        List.of(
            files.write("a.zip", zipped(content)),
            files.write("a.csv.gz", gzipped(content)),
            files.write("a.csv", ("\uFEFF" + content).getBytes(StandardCharsets.UTF_16BE)))) {
      assertThat(RecordBins.of(SALES, List.of(file), 2).get(0).parts()).hasSize(1);
      assertThat(rows(file)).as(file.uri()).isEqualTo(whole);
    }
  }

  @Test
  void packsManySmallFilesIntoOneBinPerCore() {
    RawFiles files = new RawFiles(folder, SALES);
    List<RawFile> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.add(files.write("f" + i + ".csv", "day,title,units,earned\n2025-01-01,a,1,2\n"));
    }

    List<RecordPartition> bins = RecordBins.of(SALES, many, 2);

    assertThat(bins).hasSize(2);
    assertThat(bins).allMatch(bin -> bin.parts().size() >= 200);
    assertThat(bins.stream().flatMap(b -> b.parts().stream()).map(RecordPart::layout).distinct())
        .hasSize(1);
  }

  @Test
  void namesTheFileThatIsShorterThanItsScan() throws IOException {
    RawFile file =
        new RawFiles(folder, SALES).write("a.csv", "day,title,units,earned\n2025-01-01,a,1,2\n");
    Files.writeString(folder.resolve("a.csv"), "day,title,units,earned\n2025-01-01,a\n");
    RowAssembler rows = new RowAssembler(SALES, RecordColumns.of(SALES), false);
    PartInput input = new PartInput(new Configuration(false), SALES.format());
    List<RecordPart> parts = RecordBins.of(SALES, List.of(file), 2).get(0).parts();

    try (PartsReader reader =
        new PartsReader(
            parts, new DelimitedReader(SALES, input, rows), rows, new FileTotalsAccumulator())) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(TransformationException.class)
          .hasMessage(
              "File id-a.csv (%s) cannot be read: "
                  + "The content ends 4 bytes before the 17 its scan found",
              file.uri());
    }
  }

  private static List<String> rows(RawFile file) throws IOException {
    List<String> rows = new ArrayList<>();
    StructType schema = RecordColumns.of(SALES);
    RowAssembler assembler = new RowAssembler(SALES, schema, true);
    PartInput input = new PartInput(new Configuration(false), SALES.format());
    try (DelimitedReader reader = new DelimitedReader(SALES, input, assembler)) {
      for (RecordPartition bin : RecordBins.of(SALES, List.of(file), 2)) {
        for (RecordPart part : bin.parts()) {
          reader.start(part);
          while (reader.next()) {
            String hash = "sha-" + Path.of(file.uri()).getFileName();
            rows.add(assembler.row().copy().toSeq(schema).mkString("|").replace(hash, "sha"));
          }
        }
      }
    }
    return rows;
  }

  private static String statement(Random random, int records) {
    List<String> titles =
        List.of("plain", "\"two\nlines\"", "\"a, \"\"b\"\"\"", "\"\r\n\"", "Жизнь", "");
    List<String> ends = List.of("\n", "\r\n", "\r", "\n\n");
    StringBuilder text = new StringBuilder("day,title,units,earned\n");
    for (int i = 0; i < records; i++) {
      String title = titles.get(random.nextInt(titles.size()));
      text.append("2025-01-0").append(random.nextInt(12)).append(',').append(title);
      text.append(',').append(i).append(",0.").append(random.nextInt(1_000_000));
      text.append(ends.get(random.nextInt(ends.size())));
    }
    return text.toString();
  }

  private static byte[] zipped(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("inner/data.csv"));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] gzipped(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
