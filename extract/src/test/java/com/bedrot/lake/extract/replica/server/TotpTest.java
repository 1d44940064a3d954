package com.bedrot.lake.extract.replica.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  /** The secret of RFC 6238's test vectors in Base32. */
  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  /** The last six of the eight digits in RFC 6238, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void makesTheCodesOfTheStandard(long second, String code) {
    assertThat(Totp.code(SECRET, second / 30)).isEqualTo(code);
    assertThat(Totp.accepts(SECRET, code, Instant.ofEpochSecond(second))).isTrue();
    assertThat(Totp.accepts(SECRET, code, Instant.ofEpochSecond(second + 90))).isFalse();
  }
}
