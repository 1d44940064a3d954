package com.bedrot.lake.conf.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class ToolConditionTest {

  private static final String REASON =
      "needs [duckdb]; to enable it: python3 -m venv .lake/python"
          + " && .lake/python/bin/pip install -r .ci/requirements.txt"
          + " && export PATH=$PWD/.lake/python/bin:$PATH";

  @Test
  void runsATestWhoseToolsAreThere() {
    ConditionEvaluationResult verdict =
        ToolCondition.judge(List.of(Tool.DELTALAKE, Tool.DUCKDB), tool -> true, true);

    assertThat(verdict.isDisabled()).isFalse();
  }

  @Test
  void skipsATestWhoseToolIsMissingAndSaysHowToGetIt() {
    ConditionEvaluationResult verdict =
        ToolCondition.judge(
            List.of(Tool.DELTALAKE, Tool.DUCKDB), tool -> tool != Tool.DUCKDB, false);

    assertThat(verdict.isDisabled()).isTrue();
    assertThat(verdict.getReason()).contains(REASON);
  }

  @Test
  void failsInsteadOfSkippingWhereEverythingIsRequired() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ToolCondition.judge(List.of(Tool.DUCKDB), tool -> false, true))
        .withMessage(REASON);
  }
}
