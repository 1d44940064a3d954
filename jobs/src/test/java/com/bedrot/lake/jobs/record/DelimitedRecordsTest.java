package com.bedrot.lake.jobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.contract.ColumnType.Kind;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.jobs.SparkTest;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkTest.class)
class DelimitedRecordsTest {
  private static final DatasetContract SALES =
      Datasets.delimited(
          Columns.required(Columns.of("day", Kind.DATE)),
          Columns.text("title"),
          Columns.of("units", Kind.LONG),
          Columns.decimal("earned", 18, 12));

  @TempDir private Path folder;

  @Test
  void readsColumnsByHeaderNameInTheirTypes(SparkSession spark) {
    RawFile file =
        new RawFiles(folder, SALES)
            .write("a.tsv", "Units\tDay\tEarned\tTitle\n3\t2025-01-31\t0.5\tOne\n");

    Row row = read(spark, SALES, false, file).collectAsList().get(0);

    assertThat(row.json())
        .isEqualTo(
            "{\"account\":\"zone\",\"day\":\"2025-01-31\",\"title\":\"One\",\"units\":3,"
                + "\"earned\":0.500000000000,\"_file_sha256\":\"sha-a.tsv\",\"_row\":1,"
                + "\"_broken\":null,\"_raw\":null}");
  }

  @Test
  void keepsQuotedDelimitersNewlinesAndDoubledQuotes(SparkSession spark) {
    RawFile file =
        new RawFiles(folder, SALES)
            .write(
                "a.csv",
                "day,title,units,earned\n"
                    + "2025-01-01,\"Night, \"\"Loud\"\"\nlive\",1,2\n"
                    + "2025-01-02,\"Weird Al\" Remix,1,2\n"
                    + "2025-01-03,5\" mix,1,2\n");

    assertThat(texts(read(spark, SALES, false, file), "title"))
        .containsExactly("Night, \"Loud\"\nlive", "\"Weird Al\" Remix", "5\" mix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsEveryLineEndWithAndWithoutTheLast(String end, SparkSession spark) {
    String head = "day,title,units,earned" + end + "2025-01-01,a,1,2" + end + end;
    RawFile whole = new RawFiles(folder, SALES).write("w.csv", head + "2025-01-02,b,1,2" + end);
    RawFile open = new RawFiles(folder, SALES).write("o.csv", head + "2025-01-02,b,1,2");

    assertThat(texts(read(spark, SALES, false, whole, open), "title"))
        .containsExactly("a", "b", "a", "b");
  }

  @Test
  void readsMixedLineEnds(SparkSession spark) {
    RawFile file =
        new RawFiles(folder, SALES)
            .write("a.csv", "day,title,units,earned\r\n2025-01-01,a,1,2\r2025-01-01,b,1,2\n\r\n");

    assertThat(texts(read(spark, SALES, false, file), "title")).containsExactly("a", "b");
  }

  @Test
  void readsEveryEncodingAsTheSameText(SparkSession spark) {
    String content = "day,title,units,earned\n2025-01-01,\"Déjà \"\"vu\"\"\",1,2\n";
    RawFiles files = new RawFiles(folder, SALES);
    byte[] wide = ("\uFEFF" + content).getBytes(StandardCharsets.UTF_16LE);
    Dataset<Row> rows =
        read(
            spark,
            SALES,
            true,
            files.write("utf8.csv", content),
            files.write("bom.csv", "\uFEFF" + content),
            files.write("latin.csv", content.getBytes(Charset.forName("windows-1252"))),
            files.write("wide.csv", wide));

    assertThat(texts(rows, "title")).hasSize(4).containsOnly("Déjà \"vu\"");
    assertThat(texts(rows, "_raw")).containsOnly("2025-01-01,\"Déjà \"\"vu\"\"\",1,2");
  }

  @Test
  void findsRowsWithBytesOfNoEncodingAndKeepsTheOthers(SparkSession spark) {
    byte[] content =
        "day,title,units,earned\n2025-01-01,?,1,2\n2025-01-02,é,1,2\n"
            .getBytes(StandardCharsets.UTF_8);
    RawFile clean = new RawFiles(folder, SALES).write("a.csv", content);
    content[34] = (byte) 0xE9;
    writeOver(clean, content);

    List<Row> rows = read(spark, SALES, false, clean).collectAsList();

    assertThat(rows.get(0).<String>getList(7)).containsExactly("ROW_ENCODING");
    assertThat(rows.get(0).isNullAt(2)).isTrue();
    assertThat(rows.get(0).getLong(3)).isEqualTo(1);
    assertThat(rows.get(0).getString(8)).isEqualTo("2025-01-01,\uFFFD,1,2");
    assertThat(rows.get(1).getString(2)).isEqualTo("é");
  }

  @Test
  void collectsEveryBrokenRuleOfARowWithItsTextAndNumber(SparkSession spark) {
    RawFile file =
        new RawFiles(folder, SALES)
            .write("a.csv", "day,title,units,earned\n2025-01-01,a,1,2\n,b,x,\"1,50\"\n");

    Row broken = read(spark, SALES, false, file).filter("_broken is not null").first();

    assertThat(broken.<String>getList(7))
        .containsExactly("VALUE_MISSING:day", "VALUE_NUMBER:units", "VALUE_NUMBER:earned");
    assertThat(broken.getLong(6)).isEqualTo(2);
    assertThat(broken.getString(8)).isEqualTo(",b,x,\"1,50\"");
  }

  @Test
  void refusesRowsWithOtherThanTheHeadersNumberOfFields(SparkSession spark) {
    RawFile file =
        new RawFiles(folder, SALES)
            .write(
                "a.csv",
                "day,title,units,earned\n2025-01-01,a,1\n2025-01-01,a,1,2,3\n"
                    + "2025-01-01,b,1,2\n");

    List<Row> rows = read(spark, SALES, false, file).collectAsList();

    assertThat(rows.get(0).<String>getList(7)).containsExactly("ROW_COLUMNS");
    assertThat(rows.get(0).isNullAt(1)).isTrue();
    assertThat(rows.get(1).<String>getList(7)).containsExactly("ROW_COLUMNS");
    assertThat(rows.get(2).isNullAt(7)).isTrue();
  }

  @Test
  void refusesRowsWithANulOrAFieldOverOneMebibyte(SparkSession spark) {
    RawFile file =
        new RawFiles(folder, SALES)
            .write(
                "a.csv",
                "day,title,units,earned\n2025-01-01,a\u0000b,1,2\n2025-01-01,"
                    + "x".repeat((1 << 20) + 1)
                    + ",1,2\n");

    List<Row> rows = read(spark, SALES, false, file).collectAsList();

    assertThat(rows.get(0).<String>getList(7)).containsExactly("ROW_NUL");
    assertThat(rows.get(1).<String>getList(7)).containsExactly("ROW_FIELD_SIZE");
    assertThat(rows).allMatch(row -> row.isNullAt(2) && row.getLong(3) == 1);
  }

  @Test
  void skipsRepeatedHeadersAndTotalsRowsAndCountsThem(SparkSession spark) {
    RawFile file =
        new RawFiles(folder, SALES)
            .write(
                "a.csv",
                "day,title,units,earned\n2025-01-01,a,1,2\nday,title,units,earned\n"
                    + "2025-01-02,b,1,0.25\nTotal,,,2.25\n");
    FileTotalsAccumulator totals = new FileTotalsAccumulator();

    Dataset<Row> rows = RecordSource.read(spark, SALES, List.of(file), false, totals);

    assertThat(rows.select("_row").collectAsList())
        .extracting(r -> r.getLong(0))
        .containsExactly(1L, 3L);
    assertThat(totals.byFile().get("id-a.csv"))
        .isEqualTo(
            new FileTotals(
                "id-a.csv", 4, 2, 0, java.util.Map.of("earned", new BigDecimal("2.250000000000"))));
  }

  static Dataset<Row> read(
      SparkSession spark, DatasetContract contract, boolean keepRaw, RawFile... files) {
    return RecordSource.read(spark, contract, List.of(files), keepRaw, new FileTotalsAccumulator());
  }

  static List<String> texts(Dataset<Row> rows, String column) {
    return rows.select(column).collectAsList().stream().map(row -> row.getString(0)).toList();
  }

  private static void writeOver(RawFile file, byte[] content) {
    try {
      java.nio.file.Files.write(Path.of(java.net.URI.create(file.uri())), content);
    } catch (java.io.IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
