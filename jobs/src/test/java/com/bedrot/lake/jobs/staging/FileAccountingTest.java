package com.bedrot.lake.jobs.staging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.IntegrityException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileAccountingTest {
  private static FileAccounting of(long read, long written, String readable, String inStaging) {
    FileAccounting.Money money =
        new FileAccounting.Money(
            new BigDecimal(readable),
            new BigDecimal(inStaging),
            new BigDecimal("0.25"),
            new BigDecimal("-0.000000000001"));
    return new FileAccounting("f1", read, written, 2, 1, 3, 1, Map.of("earnings_usd", money));
  }

  @Test
  void equationsHoldWhateverTheScale() {
    assertThatCode(() -> of(10, 4, "1.249999999999", "1.00").verify("distrokid.bank_details"))
        .doesNotThrowAnyException();
  }

  @Test
  void aLostRowIsAnIntegrityError() {
    assertThatThrownBy(() -> of(11, 4, "1.249999999999", "1").verify("distrokid.bank_details"))
        .isInstanceOfSatisfying(
            IntegrityException.class,
            e ->
                org.assertj.core.api.Assertions.assertThat(e.code())
                    .isEqualTo(ErrorCode.INTEGRITY_ROWS))
        .hasMessage(
            "distrokid.bank_details, file f1: 11 records read, but 4 written + 2 quarantined + 1 skipped + 3 superseded");
  }

  @Test
  void aTwelfthDecimalThatDiffersIsAnIntegrityError() {
    assertThatThrownBy(() -> of(10, 4, "1.25", "1").verify("distrokid.bank_details"))
        .isInstanceOfSatisfying(
            IntegrityException.class,
            e ->
                org.assertj.core.api.Assertions.assertThat(e.code())
                    .isEqualTo(ErrorCode.INTEGRITY_MONEY))
        .hasMessage(
            "distrokid.bank_details, file f1, earnings_usd: 1.25 readable, but 1 written + 0.25 quarantined + -0.000000000001 superseded");
  }
}
