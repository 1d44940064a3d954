package com.bedrot.lake.extract.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.settings.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  /** The vectors of RFC 6238, appendix B, SHA-1, their last six digits. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void givesTheCodesOfTheStandard(long second, String code) {
    Totp totp = Totp.of(new Secret("gezd gnbv-GY3TQOJQGEZDGNBVGY3TQOJQ="));

    assertThat(totp.code(Instant.ofEpochSecond(second))).isEqualTo(code);
  }

  @Test
  void refusesASecretThatIsNotBase32WithoutShowingIt() {
    assertThatThrownBy(() -> Totp.of(new Secret("not-a-secret-1890")))
        .hasMessage("the TOTP secret is not base32 (A-Z, 2-7)");
  }
}
