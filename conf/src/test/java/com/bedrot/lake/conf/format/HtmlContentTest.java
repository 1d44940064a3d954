package com.bedrot.lake.conf.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.contract.ContractLoader;
import com.bedrot.lake.conf.contract.DatasetContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HtmlContentTest {
  private static final DatasetContract SPOTIFY = dataset("distrokid.streams_spotify");
  private static final DatasetContract APPLE = dataset("distrokid.streams_apple");
  private static final String DAYS =
      "[{\"category\":\"2026-10-24\",\"column-1\":5},{\"category\":\"2026-10-25\",\"column-1\":\"6\"},]";

  private static DatasetContract dataset(String key) {
    return ContractLoader.load(Path.of("")).dataset(key).orElseThrow();
  }

  private static byte[] page(String script) {
    return Fixtures.utf8(
        "<!DOCTYPE html><html><body><script>" + script + "</script></body></html>");
  }

  private static ScanResult scan(DatasetContract contract, String script) {
    return Fixtures.scan(contract, "distrokid_streams.html", page(script));
  }

  @Test
  void findsTheChartWhicheverOfNameAndDataComesFirst() {
    String other = "{\"id\":\"stores\",\"dataProvider\":[{\"category\":\"x\",\"column-1\":1}]};";
    for (String chart :
        new String[] {
          "{\"id\":\"trend365day\",\"graphs\":[{\"a\":1}],\"dataProvider\":" + DAYS + "}",
          "{\"dataProvider\":" + DAYS + ",\"theme\":\"light\",\"id\":\"trend365day\"}"
        }) {
      ScanResult result = scan(SPOTIFY, other + chart + other);
      assertThat(result.broken()).isEmpty();
      assertThat(result.shape()).isNotNull();
      assertThat(result.shape().coverage().keySet()).containsExactly("2026-10-24", "2026-10-25");
    }
  }

  @Test
  void takesTheLongestOfSeveralArrays() {
    String script =
        "var chartData = {\"countries\":{\"dataProvider\":[{\"category\":\"US\",\"column-1\":3},]},"
            + "\"daily\":{\"dataProvider\":"
            + DAYS
            + "},\"sources\":{\"dataProvider\":[{field: 'x', value: '1'}]}};";
    assertThat(scan(APPLE, script).shape().asOf()).isEqualTo("2026-10-25");
  }

  @Test
  void isIdentifiedByItsDataWhateverElseThePageSays() {
    String chart = "{\"id\":\"trend365day\",\"dataProvider\":" + DAYS + "}";
    assertThat(scan(SPOTIFY, "var token = 'a';" + chart).contentSha256())
        .isNotNull()
        .isEqualTo(scan(SPOTIFY, "var token = 'b';" + chart).contentSha256());
  }

  @Test
  void refusesAPageWithoutDataOrWithDataThatIsCut() {
    assertThat(Fixtures.verdict(SPOTIFY, "a.html", page("sign in")))
        .isEqualTo("FILE_HTML: The bytes are a web page that holds no data.");
    assertThat(
            Fixtures.verdict(
                SPOTIFY,
                "a.html",
                page("{\"id\":\"trend365day\",\"dataProvider\":[{\"category\":")))
        .isEqualTo("JSON_SYNTAX: The page's data cannot be read.");
  }
}
