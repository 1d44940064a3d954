package com.bedrot.lake.conf.tool;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides on {@link RequiresTool}; lists what ran in {@code target/optional-checks.txt}. */
final class ToolCondition implements ExecutionCondition {

  private static final Map<Tool, Boolean> PRESENT = new ConcurrentHashMap<>();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), RequiresTool.class)
        .map(needs -> judge(List.of(needs.value()), context))
        .orElseGet(() -> ConditionEvaluationResult.enabled("needs no tool"));
  }

  private static ConditionEvaluationResult judge(List<Tool> needed, ExtensionContext context) {
    ConditionEvaluationResult verdict =
        judge(
            needed,
            tool -> PRESENT.computeIfAbsent(tool, Tool::present),
            "all".equals(System.getenv("LAKE_REQUIRE")));
    if (!verdict.isDisabled()) {
      note(context.getUniqueId());
    }
    return verdict;
  }

  static ConditionEvaluationResult judge(
      List<Tool> needed, Predicate<Tool> present, boolean requireAll) {
    List<Tool> missing = needed.stream().filter(present.negate()).toList();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("finds " + needed);
    }
    String reason =
        "needs "
            + missing
            + "; to enable it: "
            + missing.stream().map(Tool::enable).distinct().collect(Collectors.joining(" && "));
    if (requireAll) {
      throw new IllegalStateException(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  private static void note(String test) {
    try {
      Files.createDirectories(Path.of("target"));
      Files.writeString(Path.of("target", "optional-checks.txt"), test + "\n", CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
