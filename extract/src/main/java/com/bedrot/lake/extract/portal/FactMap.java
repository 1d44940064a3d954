package com.bedrot.lake.extract.portal;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The facts only one source needs, under {@code portal.facts}. Each reader refuses a fact that is
 * missing or of another type with {@code CONTRACT_INVALID}.
 */
public final class FactMap {
  private final String source;
  private final Map<String, Object> facts;

  FactMap(String source, Map<String, Object> facts) {
    this.source = source;
    this.facts = Map.copyOf(facts);
  }

  public String text(String name) {
    Object value = facts.get(name);
    if (value == null || value instanceof List || value instanceof Map) {
      throw problem(name, "a single value");
    }
    return value.toString();
  }

  public int number(String name) {
    if (facts.get(name) instanceof Long value && value >= 0 && value <= Integer.MAX_VALUE) {
      return value.intValue();
    }
    throw problem(name, "a whole number");
  }

  /** The values of a list, numbers as text. */
  public List<String> texts(String name) {
    if (facts.get(name) instanceof List<?> values
        && values.stream().noneMatch(v -> v instanceof List || v instanceof Map)) {
      return values.stream().map(String::valueOf).toList();
    }
    throw problem(name, "a list of values");
  }

  public Set<Integer> numbers(String name) {
    if (facts.get(name) instanceof List<?> values
        && values.stream().allMatch(v -> v instanceof Long)) {
      return values.stream()
          .map(v -> ((Long) v).intValue())
          .collect(Collectors.toUnmodifiableSet());
    }
    throw problem(name, "a list of whole numbers");
  }

  /** A map of texts. */
  public Map<String, String> map(String name) {
    if (facts.get(name) instanceof Map<?, ?> values
        && values.values().stream().noneMatch(v -> v instanceof List || v instanceof Map)) {
      return values.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  e -> String.valueOf(e.getKey()), e -> String.valueOf(e.getValue())));
    }
    throw problem(name, "a map of values");
  }

  private ConfigurationException problem(String name, String expected) {
    return new ConfigurationException(
        ErrorCode.CONTRACT_INVALID, source + ": portal.facts." + name + " must be " + expected);
  }
}
