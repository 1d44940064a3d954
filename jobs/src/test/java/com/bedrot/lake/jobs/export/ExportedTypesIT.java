package com.bedrot.lake.jobs.export;

import static com.bedrot.lake.jobs.warehouse.TableContracts.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.jobs.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class ExportedTypesIT {
  @Test
  void carriesEveryTypeToTheLastDigitAndCharacter(SparkSession spark, @TempDir Path home) {
    ExportFixture lake = new ExportFixture(spark, home);
    lake.declare(
        table(
            "things",
            List.of(),
            List.of("id"),
            "id integer!",
            "words text",
            "small numeric(9,4)",
            "money numeric(18,12)",
            "ratio numeric(28,18)",
            "total numeric(38,12)",
            "many bigint",
            "day date",
            "at timestamptz",
            "yes boolean",
            "shape jsonb"));
    StructType schema =
        StructType.fromDDL(
            "id int, words string, small decimal(9,4), money decimal(18,12), ratio decimal(28,18),"
                + " total decimal(38,12), many bigint, day date, at timestamp, yes boolean,"
                + " shape string");
    List<Row> rows =
        List.of(
            row(
                1,
                "tab\there\nnext \"quoted\" \\N back\\slash\r",
                "-12345.6789",
                "999999.999999999999",
                "0.000000000000000001",
                "99999999999999999999999999.999999999999",
                Long.MAX_VALUE,
                "1999-12-31",
                "1969-12-31T23:59:59.999999Z",
                true,
                "{\"a\": [1, \"x\"]}"),
            row(
                2,
                "'; drop table lake.things; --",
                "0.0001",
                "-0.000000000001",
                "-9999999999.999999999999999999",
                "-0.000000000001",
                Long.MIN_VALUE,
                "2024-02-29",
                "2026-11-20T12:00:00Z",
                false,
                "[]"),
            row(
                3,
                "",
                "10000",
                "10000",
                "1",
                "100000000",
                0L,
                "1970-01-01",
                "2000-01-01T00:00:00Z",
                true,
                "null"),
            row(
                4,
                "Bj\u00f6rk \u65e5\u672c \ud83d\ude00",
                "0",
                "0",
                "0",
                "0",
                1L,
                "2000-01-01",
                "1999-12-31T23:59:59Z",
                false,
                "0"),
            RowFactory.create(5, null, null, null, null, null, null, null, null, null, null));
    lake.write("things", spark.createDataFrame(rows, schema));

    ExportReport report = lake.export(lake.publish());

    assertThat(report.rowsLoaded()).isEqualTo(5);
    assertThat(lake.ask("select * from lake.things order by id"))
        .containsExactly(
            List.of(
                "1",
                "tab\there\nnext \"quoted\" \\N back\\slash\r",
                "-12345.6789",
                "999999.999999999999",
                "0.000000000000000001",
                "99999999999999999999999999.999999999999",
                "9223372036854775807",
                "1999-12-31",
                "1969-12-31 23:59:59.999999+00",
                "t",
                "{\"a\": [1, \"x\"]}"),
            List.of(
                "2",
                "'; drop table lake.things; --",
                "0.0001",
                "-0.000000000001",
                "-9999999999.999999999999999999",
                "-0.000000000001",
                "-9223372036854775808",
                "2024-02-29",
                "2026-11-20 12:00:00+00",
                "f",
                "[]"),
            List.of(
                "3",
                "",
                "10000.0000",
                "10000.000000000000",
                "1.000000000000000000",
                "100000000.000000000000",
                "0",
                "1970-01-01",
                "2000-01-01 00:00:00+00",
                "t",
                "null"),
            List.of(
                "4",
                "Bj\u00f6rk \u65e5\u672c \ud83d\ude00",
                "0.0000",
                "0.000000000000",
                "0.000000000000000000",
                "0.000000000000",
                "1",
                "2000-01-01",
                "1999-12-31 23:59:59+00",
                "f",
                "0"),
            Arrays.asList("5", null, null, null, null, null, null, null, null, null, null));
  }

  private static Row row(
      int id,
      String words,
      String small,
      String money,
      String ratio,
      String total,
      long many,
      String day,
      String at,
      boolean yes,
      String shape) {
    return RowFactory.create(
        id,
        words,
        new BigDecimal(small),
        new BigDecimal(money),
        new BigDecimal(ratio),
        new BigDecimal(total),
        many,
        Date.valueOf(LocalDate.parse(day)),
        java.sql.Timestamp.from(Instant.parse(at)),
        yes,
        shape);
  }
}
