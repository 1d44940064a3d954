package com.bedrot.lake.extract.replica.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
  private final Placeholders placeholders = new Placeholders(LocalDate.parse("2028-03-01"));

  private String filled(String text) {
    return placeholders.fill(text, Map.of("name", "A&B"), UnaryOperator.identity());
  }

  @ParameterizedTest
  @CsvSource({
    "{{day}}, 2028-03-01",
    "{{day-1}}, 2028-02-29",
    "{{day-1:MMMM d}}, February 29",
    "{{day-1:yyyyMMdd}}, 20280229",
    "{{month-3}}, 2027-12",
    "{{month-3:MM-yyyy}}, 12-2027",
    "{{epoch-1}}, 1835427600",
    "{{name}}, A&B",
    "x{{day}}T07:00:00Z, x2028-03-01T07:00:00Z"
  })
  void fillsDatesBeforeTodayAndValues(String text, String expected) {
    assertThat(filled(text)).isEqualTo(expected);
  }

  @Test
  void fillsTheByteOrderMark() {
    assertThat(filled("{{bom}}x")).isEqualTo("\ufeffx");
  }

  @Test
  void escapesValuesOnly() {
    assertThat(placeholders.fill("<{{name}}>", Map.of("name", "a"), text -> "[" + text + "]"))
        .isEqualTo("<[a]>");
  }

  @Test
  void refusesANameWithoutValue() {
    assertThatThrownBy(() -> filled("{{nme}}")).hasMessage("no value for {{nme}}");
  }
}
