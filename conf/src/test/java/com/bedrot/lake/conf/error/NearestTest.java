package com.bedrot.lake.conf.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN = List.of("landing", "raw", "staging");

  @Test
  void findsTheNameThatWasMeant() {
    assertThat(Nearest.to("stagin", KNOWN)).contains("staging");
    assertThat(Nearest.to("lnading", KNOWN)).contains("landing");
    assertThat(Nearest.hint("rav", KNOWN)).isEqualTo(", did you mean raw?");
  }

  @Test
  void staysSilentWhereNothingIsNear() {
    assertThat(Nearest.to("warehouse", KNOWN)).isEmpty();
    assertThat(Nearest.hint("warehouse", KNOWN)).isEmpty();
    assertThat(Nearest.slipOf("lnading", KNOWN)).isEmpty();
    assertThat(Nearest.slipOf("rae", KNOWN)).contains("raw");
  }

  @Test
  void everyCodeSaysWhatAndWhatNext() {
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(code.name()).matches("[A-Z]+(_[A-Z0-9]+)*");
      assertThat(code.title()).as(code.name()).isNotBlank().doesNotEndWith(".");
      assertThat(code.fix()).as(code.name()).endsWith(".");
    }
  }
}
