package com.bedrot.lake.jobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.contract.ColumnType.Kind;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.jobs.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkTest.class)
class JsonRecordsReadTest {
  private static final DatasetContract INSIGHTS =
      Datasets.json(
          null,
          Columns.aliases(Columns.required(Columns.text("entity_id")), "ad_id", "campaign_id"),
          Columns.decimal("spend", 18, 6),
          Columns.aliases(Columns.text("creative"), "creative.id"),
          Columns.of("created", Kind.TIMESTAMP, "yyyy-MM-dd'T'HH:mm:ssZ"),
          Columns.of("actions", Kind.JSON));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"ad_id\":\"1\"},{\"ad_id\":\"2\"},{\"ad_id\":\"3\"}]",
        "{\"data\":[{\"ad_id\":\"1\"},{\"ad_id\":\"2\"},{\"ad_id\":\"3\"}],\"paging\":{\"next\":\"x\"}}",
        "[{\"data\":[{\"ad_id\":\"1\"},{\"ad_id\":\"2\"}],\"paging\":{}},{\"data\":[]},"
            + "{\"paging\":{},\"data\":[{\"ad_id\":\"3\"}]}]",
        "{\"ad_id\":\"1\"}\n{\"ad_id\":\"2\"}\n{\"ad_id\":\"3\"}\n",
        "{\"data\":[{\"ad_id\":\"1\"}]}\n{\"data\":[{\"ad_id\":\"2\"},{\"ad_id\":\"3\"}]}"
      })
  void numbersRecordsOfEveryShapeInOrder(String content, SparkSession spark) {
    Dataset<Row> rows = read(spark, INSIGHTS, content);

    assertThat(rows.select("entity_id", "_row").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[1,1]", "[2,2]", "[3,3]");
  }

  @Test
  void keepsIdsOfEighteenDigitsAsTextAndNumbers(SparkSession spark) {
    Dataset<Row> rows =
        read(
            spark, INSIGHTS, "[{\"ad_id\":120224907266750075},{\"ad_id\":\"120224907266750076\"}]");

    assertThat(DelimitedRecordsTest.texts(rows, "entity_id"))
        .containsExactly("120224907266750075", "120224907266750076");
  }

  @Test
  void takesTheFirstAliasThatIsThereAndLooksIntoObjects(SparkSession spark) {
    Dataset<Row> rows =
        read(
            spark,
            INSIGHTS,
            "[{\"ad_id\":null,\"campaign_id\":\"7\",\"creative\":{\"id\":\"9\",\"x\":1}}]");

    assertThat(rows.select("entity_id", "creative").first().toString()).isEqualTo("[7,9]");
  }

  @Test
  void readsExactDecimalsFromTextsAndNumbersWithExponents(SparkSession spark) {
    Dataset<Row> rows =
        read(
            spark,
            INSIGHTS,
            "[{\"ad_id\":\"1\",\"spend\":\"150.00\"},{\"ad_id\":\"1\",\"spend\":1.2E-5},"
                + "{\"ad_id\":\"1\",\"spend\":1.1},{\"ad_id\":\"1\",\"spend\":\"1.2E-5\"},"
                + "{\"ad_id\":\"1\",\"spend\":NaN},{\"ad_id\":\"1\",\"spend\":1e400},"
                + "{\"ad_id\":\"1\",\"spend\":[1]}]");

    assertThat(rows.select("spend").limit(3).collectAsList())
        .extracting(r -> r.getDecimal(0))
        .containsExactly(
            new BigDecimal("150.000000"), new BigDecimal("0.000012"), new BigDecimal("1.100000"));
    assertThat(rows.filter("_broken is not null").select("_broken").collectAsList())
        .extracting(r -> r.getList(0).get(0))
        .containsExactly(
            "VALUE_NUMBER:spend", "VALUE_NUMBER:spend", "VALUE_NUMBER:spend", "VALUE_TYPE:spend");
  }

  @Test
  void keepsNestedJsonAsOneCanonicalText(SparkSession spark) {
    Dataset<Row> rows =
        read(
            spark,
            INSIGHTS,
            "[{\"ad_id\":\"1\",\"actions\":[ {\"value\":1.10, \"action_type\":\"a\"} ]}]");

    assertThat(DelimitedRecordsTest.texts(rows, "actions"))
        .containsExactly("[{\"action_type\":\"a\",\"value\":1.10}]");
  }

  @Test
  void readsTimesWithAnOffsetAsInstants(SparkSession spark) {
    Dataset<Row> rows =
        read(
            spark,
            INSIGHTS,
            "[{\"ad_id\":\"1\",\"created\":\"2025-05-23T06:57:55-0700\"},"
                + "{\"ad_id\":\"2\",\"created\":\"2025-05-23T06:57:55\"}]");

    assertThat(rows.selectExpr("cast(created as string)").collectAsList())
        .extracting(r -> r.getString(0))
        .containsExactly("2025-05-23 13:57:55", null);
    assertThat(rows.selectExpr("_broken[0]").collectAsList().get(1).getString(0))
        .isEqualTo("VALUE_DATE:created");
  }

  @Test
  void readsMissingKeysAsNullAndNamesRequiredOnes(SparkSession spark) {
    Row row = read(spark, INSIGHTS, "[{\"spend\":\"1\"}]").first();

    assertThat(row.isNullAt(1)).isTrue();
    assertThat(row.<String>getList(8)).containsExactly("VALUE_MISSING:entity_id");
    assertThat(row.getString(9)).isEqualTo("{\"spend\":\"1\"}");
  }

  @Test
  void tellsTheLevelByTheFirstKeyPresentAndTakesAttributesOfTheFile(SparkSession spark) {
    Map<String, String> levels = new LinkedHashMap<>();
    levels.put("ad_id", "ad");
    levels.put("adset_id", "adset");
    levels.put("campaign_id", "campaign");
    DatasetContract contract =
        Datasets.json(
            null,
            Columns.presence(Columns.required(Columns.text("level")), levels),
            Columns.attribute(Columns.required(Columns.text("currency"))));
    RawFile file =
        new RawFiles(folder, contract)
            .attributes(Map.of("currency", "EUR"))
            .write(
                "a.json",
                "[{\"campaign_id\":\"1\",\"adset_id\":\"2\"},{\"campaign_id\":\"1\",\"ad_id\":null},"
                    + "{\"x\":1}]");

    assertThat(
            DelimitedRecordsTest.read(spark, contract, false, file)
                .selectExpr("level", "currency", "_broken[0]")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[adset,EUR,null]", "[campaign,EUR,null]", "[null,EUR,VALUE_MISSING:level]");
  }

  @Test
  void explodesAnArrayIntoRecordsThatSeeTheOneAroundThem(SparkSession spark) {
    DatasetContract actions =
        Datasets.json(
            "actions",
            Columns.required(Columns.text("date_start")),
            Columns.required(Columns.text("action_type")),
            Columns.decimal("value", 18, 6),
            Columns.aliases(Columns.decimal("value_1d_view", 18, 6), "1d_view"));
    FileTotalsAccumulator totals = new FileTotalsAccumulator();
    RawFile file =
        new RawFiles(folder, actions)
            .write(
                "a.json",
                "[{\"date_start\":\"2025-01-01\",\"actions\":[{\"action_type\":\"a\",\"value\":\"3\","
                    + "\"1d_view\":\"1\"},{\"action_type\":\"b\",\"value\":\"4\"}]},"
                    + "{\"date_start\":\"2025-01-02\"},"
                    + "{\"date_start\":\"2025-01-03\",\"actions\":[{\"value\":\"x\"},7]}]");

    List<Row> rows =
        RecordSource.read(spark, actions, List.of(file), false, totals)
            .drop("account", "_file_sha256")
            .collectAsList();

    assertThat(rows)
        .extracting(Row::toString)
        .containsExactly(
            "[2025-01-01,a,3.000000,1.000000,1,null,null]",
            "[2025-01-01,b,4.000000,null,1,null,null]",
            "[2025-01-03,null,null,null,3,WrappedArray(VALUE_MISSING:action_type, VALUE_NUMBER:value),"
                + "{\"date_start\":\"2025-01-03\",\"actions\":[{\"value\":\"x\"}]}]",
            "[2025-01-03,null,null,null,3,WrappedArray(VALUE_TYPE, VALUE_MISSING:action_type),"
                + "{\"date_start\":\"2025-01-03\",\"actions\":[7]}]");
    assertThat(totals.byFile().get("id-a.json").read()).isEqualTo(4);
    assertThat(totals.byFile().get("id-a.json").money().get("value"))
        .isEqualTo(new BigDecimal("7.000000"));
  }

  private Dataset<Row> read(SparkSession spark, DatasetContract contract, String content) {
    return DelimitedRecordsTest.read(
        spark, contract, false, new RawFiles(folder, contract).write("a.json", content));
  }
}
