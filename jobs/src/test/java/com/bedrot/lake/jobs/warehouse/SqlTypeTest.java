package com.bedrot.lake.jobs.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.ColumnType;
import com.bedrot.lake.conf.error.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NUMERIC(18, 12) | numeric(18,12)",
        "decimal(9,4) | numeric(9,4)",
        "int8 | bigint",
        "timestamptz | timestamp with time zone",
        "timestamp(3) | timestamp(3) without time zone",
        "varchar(20) | character varying(20)",
        "Text | text"
      })
  void spellsTypesAsTheCatalogueDoes(String written, String expected) {
    assertThat(SqlType.of(written)).hasToString(expected);
  }

  @Test
  void refusesTypesThatWouldRoundOrCutInSilence() {
    ColumnType money = new ColumnType(ColumnType.Kind.DECIMAL, 18, 12);

    assertThat(SqlType.of("numeric(18,12)").wireFor(money)).contains(Wire.NUMERIC);
    assertThat(SqlType.of("numeric").wireFor(money)).contains(Wire.NUMERIC);
    assertThat(SqlType.of("numeric(18,6)").wireFor(money)).isEmpty();
    assertThat(SqlType.of("numeric(14,12)").wireFor(money)).isEmpty();
    assertThat(SqlType.of("double precision").wireFor(money)).isEmpty();
    assertThat(SqlType.of("integer").wireFor(new ColumnType(ColumnType.Kind.LONG, 0, 0))).isEmpty();
  }

  @Test
  void namesEveryColumnTheWarehouseCannotHold() {
    var contract =
        TableContracts.table("t", List.of(), List.of("missing"), "a text", "b numeric(9,4)");
    var wrong =
        new com.bedrot.lake.conf.contract.TableColumn(
            "c",
            new ColumnType(ColumnType.Kind.DATE, 0, 0),
            "text",
            "c",
            false,
            null,
            "none",
            List.of());
    var columns = new java.util.ArrayList<>(contract.columns());
    columns.add(wrong);
    var broken =
        new com.bedrot.lake.conf.contract.TableContract(
            "t",
            "1.0.0",
            "t",
            "t",
            columns,
            List.of(),
            List.of(),
            List.of(),
            List.of("missing"),
            List.of(),
            "t",
            List.of(),
            "t.yml");

    assertThatThrownBy(() -> WarehouseTable.of(List.of(broken)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "The warehouse cannot hold what a contract says:\n"
                + "  t.yml: t.c: physicalType text cannot hold every date\n"
                + "  t.yml: t: no column missing (grain)");
  }
}
