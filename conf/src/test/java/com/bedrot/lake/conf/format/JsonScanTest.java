package com.bedrot.lake.conf.format;

import static com.bedrot.lake.conf.format.Fixtures.INSIGHTS;
import static com.bedrot.lake.conf.format.Fixtures.gzip;
import static com.bedrot.lake.conf.format.Fixtures.join;
import static com.bedrot.lake.conf.format.Fixtures.scan;
import static com.bedrot.lake.conf.format.Fixtures.shape;
import static com.bedrot.lake.conf.format.Fixtures.utf8;
import static com.bedrot.lake.conf.format.Fixtures.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class JsonScanTest {
  private static final String DAY_1 =
      "{\"campaign_id\":\"120224907266750075\",\"adset_id\":\"7\",\"spend\":\"1.50\",\"date_start\":\"2026-04-01\"}";
  private static final String DAY_2 =
      "{\"campaign_id\":\"120224907266750075\",\"spend\":\"2\",\"date_start\":\"2026-04-02\"}";

  @Test
  void readsABareArray() {
    byte[] bytes = utf8("[" + DAY_1 + ",\n" + DAY_2 + "]\n");
    ScanResult result = scan(INSIGHTS, "insights.json", bytes);
    assertThat(result.broken()).isEmpty();
    assertThat(result.contentSha256()).isNull();
    FileShape shape = result.shape();
    assertThat(shape).isNotNull();
    assertThat(shape.records()).isEqualTo(2);
    assertThat(shape.coverage())
        .containsExactly(entry("adset|2026-04-01", 1L), entry("campaign|2026-04-02", 1L));
    assertThat(shape.asOf()).isEqualTo("2026-04-02");
    assertThat(shape.header()).containsExactly("campaign_id", "adset_id", "spend", "date_start");
    assertThat(shape.splits()).containsExactly(new Split(0, bytes.length, 1));
    assertThat(shape.flags()).isEmpty();
  }

  @Test
  void readsPagesInEveryForm() {
    String page1 = "{\"data\":[" + DAY_1 + "],\"paging\":{\"next\":\"REDACTED\"}}";
    String page2 = "{\"paging\":{},\"data\":[" + DAY_2 + "]}";
    String expected = null;
    for (String text :
        new String[] {
          "{\"data\":[" + DAY_1 + "," + DAY_2 + "]}",
          "[" + page1 + "," + page2 + "]",
          page1 + "\n" + page2 + "\n",
          "[" + page1 + "," + page2 + ",{\"data\":[]}]"
        }) {
      ScanResult result = scan(INSIGHTS, "insights.json", utf8(text));
      assertThat(result.broken()).isEmpty();
      assertThat(result.shape()).isNotNull();
      assertThat(result.shape().records()).isEqualTo(2);
      assertThat(result.contentSha256()).isNotNull();
      expected = expected == null ? result.contentSha256() : expected;
      assertThat(result.contentSha256()).isEqualTo(expected);
    }
  }

  @Test
  void readsOneRecordPerLine() {
    assertThat(shape(INSIGHTS, "a.ndjson", utf8(DAY_1 + "\n" + DAY_2 + "\n")).records())
        .isEqualTo(2);
    assertThat(shape(INSIGHTS, "a.json.gz", gzip(utf8(DAY_1))).records()).isEqualTo(1);
  }

  @Test
  void flagsEmptyPagesAndUnknownKeys() {
    assertThat(shape(INSIGHTS, "a.json", utf8("[]")).flags()).containsExactly("FILE_HEADER_ONLY");
    assertThat(shape(INSIGHTS, "a.json", utf8("{\"data\":[],\"paging\":{\"next\":\"x\"}}")).flags())
        .containsExactly("FILE_HEADER_ONLY");
    String extra = DAY_1.replace("\"spend\"", "\"new_metric\":1,\"spend\"");
    assertThat(shape(INSIGHTS, "a.json", utf8("[" + extra + "]")).flags())
        .containsExactly("DRIFT_EXTRA_COLUMN");
  }

  @Test
  void quarantinesBrokenSyntax() {
    assertThat(verdict(INSIGHTS, "a.json", utf8("[" + DAY_1 + ",")))
        .startsWith("JSON_SYNTAX: Line 1: \"Unexpected end-of-input");
    assertThat(verdict(INSIGHTS, "a.json", utf8("[" + DAY_1 + "] tail")))
        .startsWith("JSON_SYNTAX: Line 1: ");
    assertThat(verdict(INSIGHTS, "a.json", utf8("[" + DAY_1 + "]\n[]")))
        .isEqualTo("JSON_SYNTAX: Something follows the end of the array (line 2).");
    assertThat(verdict(INSIGHTS, "a.json", utf8("[{\"spend\":1,\"spend\":2}]")))
        .startsWith("JSON_SYNTAX: Line 1: \"Duplicate field 'spend'");
    byte[] invalid = join(utf8("[{\"a\":\""), new byte[] {(byte) 0xff}, utf8("\"}]"));
    assertThat(verdict(INSIGHTS, "a.json", invalid)).startsWith("TEXT_ENCODING: Line 1: ");
  }

  @Test
  void quarantinesTheWrongShape() {
    assertThat(verdict(INSIGHTS, "a.json", utf8("[1,2]")))
        .isEqualTo("JSON_SHAPE: A record is not an object but a number (line 1).");
    assertThat(verdict(INSIGHTS, "a.json", utf8("[{\"id\":\"1\",\"creative\":{}}]")))
        .isEqualTo(
            "JSON_SHAPE: No record has the key date_start.; JSON_SHAPE: No record has the key"
                + " spend.; JSON_SHAPE: Records have the key creative, which fixture.insights never"
                + " has.");
  }

  @Test
  void quarantinesErrorBodies() {
    assertThat(
            verdict(
                INSIGHTS,
                "a.json",
                utf8("{\"error\":{\"message\":\"Invalid token\",\"code\":190}}")))
        .isEqualTo("JSON_ERROR_BODY: The answer is an error: \"Invalid token\".");
    assertThat(
            verdict(
                INSIGHTS,
                "a.json",
                utf8("{\"data\":[" + DAY_1 + "],\"errors\":[{\"message\":\"m\"}]}")))
        .isEqualTo("JSON_ERROR_BODY: The answer holds an error beside its data: \"m\".");
  }

  @Test
  void leavesOddNumbersToTheReader() {
    assertThat(
            shape(INSIGHTS, "a.json", utf8("[" + DAY_1.replace("\"1.50\"", "NaN") + "]")).records())
        .isEqualTo(1);
  }
}
