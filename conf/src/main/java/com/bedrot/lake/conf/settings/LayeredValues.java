package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.error.Nearest;
import com.bedrot.lake.conf.error.Problems;
import java.time.Duration;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values by dotted key; a later layer wins. Reading a value checks it. */
final class LayeredValues {
  /** One value with its origin; {@code where} stands before a problem. */
  record Value(String text, String origin) {}

  private final Problems problems;
  private final Map<String, Value> values = new LinkedHashMap<>();

  LayeredValues(Problems problems) {
    this.problems = problems;
  }

  /** Takes a value from a layer; an unknown key is a problem. */
  void set(String key, String text, String origin) {
    boolean known =
        SettingKey.find(key) != null
            || (key.startsWith(SettingKey.SPARK_CONF)
                && key.length() > SettingKey.SPARK_CONF.length())
            || ExtractSettingsReader.isOriginKey(key)
            || AccountSettings.isAccountKey(key);
    if (known) {
      values.put(key, new Value(text, origin));
      return;
    }
    List<String> candidates = new ArrayList<>(SettingKey.names());
    candidates.addAll(AccountSettings.namesLike(key));
    problems.add(origin, "unknown key " + key + Nearest.hint(key, candidates));
  }

  Optional<Value> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  String text(String key) {
    Value value = values.get(key);
    return value == null ? "" : value.text().trim();
  }

  @Nullable String textOrNull(String key) {
    String text = text(key);
    return text.isEmpty() ? null : text;
  }

  /** What follows the prefix, to its value, sorted. */
  Map<String, String> under(String prefix) {
    Map<String, String> found = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value.text());
          }
        });
    return found;
  }

  long bytes(String key) {
    return Quantity.bytes(text(key))
        .filter(n -> n > 0)
        .orElseGet(() -> wrong(key, "a size like 64MiB", 1L));
  }

  Duration duration(String key) {
    return Quantity.duration(text(key))
        .filter(d -> !d.isZero())
        .orElseGet(() -> wrong(key, "a duration like 15m", Duration.ofSeconds(1)));
  }

  int count(String key) {
    String text = text(key);
    boolean whole = text.matches("[1-9]\\d{0,8}");
    return whole ? Integer.parseInt(text) : wrong(key, "a whole number above 0", 1);
  }

  boolean flag(String key) {
    return switch (text(key)) {
      case "true" -> true;
      case "false" -> false;
      default -> wrong(key, "true or false", false);
    };
  }

  String month(String key) {
    try {
      return YearMonth.parse(text(key)).toString();
    } catch (DateTimeParseException e) {
      return wrong(key, "a month like 2000-01", "2000-01");
    }
  }

  /** Reports the key's value as not being {@code expected} and goes on with {@code instead}. */
  <T> T wrong(String key, String expected, T instead) {
    Value value = values.get(key);
    SettingKey known = SettingKey.find(key);
    String shown = known != null && known.secret() ? "******" : text(key);
    problems.add(
        value == null ? key : value.origin(), key + " is '" + shown + "', expected " + expected);
    return instead;
  }

  /** Every value with its origin, secrets masked, known keys first. */
  List<SettingValue> all() {
    List<SettingValue> all = new ArrayList<>();
    for (SettingKey key : SettingKey.ALL) {
      Value value = values.getOrDefault(key.name(), new Value("", "default"));
      boolean masked = key.secret() && !value.text().isEmpty();
      all.add(new SettingValue(key.name(), masked ? "******" : value.text(), value.origin()));
    }
    values.forEach(
        (name, value) -> {
          if (SettingKey.find(name) == null) {
            all.add(new SettingValue(name, shown(name, value.text()), value.origin()));
          }
        });
    return all;
  }

  private static String shown(String name, String text) {
    boolean secret = name.matches("(?i).*(secret|password|token|access\\.key|credential).*");
    return secret ? "******" : text;
  }
}
