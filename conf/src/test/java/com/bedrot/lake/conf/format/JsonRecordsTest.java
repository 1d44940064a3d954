package com.bedrot.lake.conf.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.FileFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {
  private static FileFormat format(@Nullable String fields, String... roots) {
    return new FileFormat(
        FileFormat.Kind.JSON,
        List.of(),
        List.of(),
        List.of("UTF-8"),
        List.of(),
        0,
        null,
        null,
        List.of(roots),
        fields,
        null,
        List.of(),
        0);
  }

  /** Each record and, behind a bar, what is around it. */
  private static List<String> records(FileFormat format, String text) throws IOException {
    List<String> records = new ArrayList<>();
    try (JsonRecords all = new JsonRecords(new ByteArrayInputStream(Fixtures.utf8(text)), format)) {
      all.forEach((record, around) -> records.add(record + " | " + around));
    }
    return records;
  }

  @Test
  void goesDownAPathOfObjectsAndSeesWhatComesBeforeTheArray() throws IOException {
    assertThat(
            records(
                format(null, "songs", "data.songs"),
                "{\"data\":{\"n\":1,\"songs\":[{\"id\":\"a\"}],\"late\":2},\"url\":\"u\"}"
                    + "{\"songs\":[{\"id\":\"b\"}]}"))
        .containsExactly("{\"id\":\"a\"} | [{\"n\":1}, {}]", "{\"id\":\"b\"} | [{}]");
  }

  @Test
  void goesThroughArraysOnThePathAndTakesAnElementWithoutTheRestAsARecord() throws IOException {
    assertThat(
            records(
                format(null, "response.data.values"),
                "{\"request\":{\"day\":1},\"response\":{\"data\":["
                    + "{\"name\":\"reach\",\"values\":[{\"value\":1},{\"value\":2}],\"id\":\"r\"},"
                    + "{\"name\":\"views\",\"total_value\":{\"value\":3}}]}}"))
        .containsExactly(
            "{\"value\":1} | [{\"name\":\"reach\"}, {}, {\"request\":{\"day\":1}}]",
            "{\"value\":2} | [{\"name\":\"reach\"}, {}, {\"request\":{\"day\":1}}]",
            "{\"name\":\"views\",\"total_value\":{\"value\":3}} | [{}, {\"request\":{\"day\":1}}]");
  }

  @Test
  void namesTheValuesOfRowsByTheListBeforeThem() throws IOException {
    FileFormat table = format("columnHeaders", "rows");
    assertThat(
            records(
                table,
                "{\"columnHeaders\":[{\"name\":\"day\"},{\"name\":\"views\"}],"
                    + "\"rows\":[[\"2026-10-01\",5]]}"))
        .singleElement()
        .asString()
        .startsWith("{\"day\":\"2026-10-01\",\"views\":5} | ");
    assertThat(records(table, "{\"kind\":\"k\",\"columnHeaders\":[{\"name\":\"day\"}]}")).isEmpty();
    assertThatThrownBy(() -> records(table, "{\"columnHeaders\":[\"day\"],\"rows\":[[1,2]]}"))
        .isInstanceOf(BrokenFileException.class)
        .hasMessage("A row has 2 values for 1 names (line 1).");
    assertThatThrownBy(() -> records(table, "{\"rows\":[[1]],\"columnHeaders\":[\"day\"]}"))
        .isInstanceOf(BrokenFileException.class)
        .hasMessage("A record is not an object but an array (line 1).");
  }

  @Test
  void keepsWhatIsOnNoPathAsOneRecord() throws IOException {
    assertThat(records(format(null, "data.songs"), "{\"data\":{\"viewer\":{\"id\":1}}}"))
        .containsExactly("{\"data\":{\"viewer\":{\"id\":1}}} | []");
  }

  @Test
  void refusesAnErrorInsideAnAnswer() {
    assertThatThrownBy(
            () ->
                records(
                    format(null, "response.data"),
                    "{\"request\":{},\"response\":{\"error\":{\"message\":\"Token ended\"}}}"))
        .isInstanceOf(BrokenFileException.class)
        .hasMessage("The answer is an error: \"Token ended\".");
  }
}
