package com.bedrot.lake.conf.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LakeJsonTest {
  record Sample(
      String contentSha256, long rows, BigDecimal money, Instant at, @Nullable String none) {}

  @Test
  void writesSnakeCaseIsoTimesAndPlainDecimals() {
    Sample sample = new Sample("ab", 3, new BigDecimal("0.000000000049"), Instant.EPOCH, null);
    String json =
        "{\"content_sha256\":\"ab\",\"rows\":3,\"money\":0.000000000049,"
            + "\"at\":\"1970-01-01T00:00:00Z\"}";

    assertThat(LakeJson.line(sample)).isEqualTo(json);
    assertThat(LakeJson.read(json, Sample.class)).isEqualTo(sample);
    assertThat(LakeJson.read(json.getBytes(StandardCharsets.UTF_8), Sample.class))
        .isEqualTo(sample);
    assertThat(LakeJson.pretty(sample)).startsWith("{\n  \"content_sha256\" : \"ab\"");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    for (String json :
        new String[] {
          "{\"rows\":1,\"more\":2}",
          "{\"rows\":1,\"rows\":2}",
          "{\"rows\":null}",
          "{\"rows\":\"1\"}",
          "{\"rows\":1} {}",
          "{\"rows\":1",
          ""
        }) {
      assertThatThrownBy(() -> LakeJson.read(json, Sample.class))
          .as(json)
          .isInstanceOf(UncheckedIOException.class);
    }
  }
}
