package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.zone.SafeName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the group {@code extract}, with {@code extract.origins.<source>.<origin>}. */
final class ExtractSettingsReader {
  private static final String ORIGIN = "https?://[A-Za-z0-9.-]+(:\\d{1,5})?/?";

  private ExtractSettingsReader() {}

  static boolean isOriginKey(String key) {
    if (!key.startsWith(SettingKey.ORIGINS)) {
      return false;
    }
    String[] parts = key.substring(SettingKey.ORIGINS.length()).split("\\.", -1);
    return parts.length == 2 && SafeName.isId(parts[0]) && SafeName.isId(parts[1]);
  }

  static ExtractSettings read(LayeredValues values) {
    return new ExtractSettings(
        origins(values),
        values.flag("extract.allow-loopback"),
        values.count("extract.parallel"),
        values.duration("extract.timeout"),
        values.bytes("extract.response-bytes"),
        values.bytes("extract.download-bytes"),
        new ExtractSettings.Retry(
            values.count("extract.retry.attempts"),
            values.duration("extract.retry.first-wait"),
            values.duration("extract.retry.deadline")),
        new ExtractSettings.Breaker(
            values.count("extract.breaker.failures"), values.duration("extract.breaker.wait")),
        new ExtractSettings.Budget(
            values.duration("extract.budget.time"),
            values.count("extract.budget.calls"),
            values.bytes("extract.budget.bytes")),
        browser(values));
  }

  private static ExtractSettings.Browser browser(LayeredValues values) {
    return new ExtractSettings.Browser(
        chromium(values),
        program(values, "extract.browser.node"),
        values.flag("extract.browser.headed"),
        values.flag("extract.browser.trace"),
        values.count("extract.browser.most"),
        values.duration("extract.browser.timeout"),
        values.duration("extract.browser.element-timeout"));
  }

  private static @Nullable Path chromium(LayeredValues values) {
    String key = "extract.browser.chromium";
    return Chromium.NONE.toString().equals(values.textOrNull(key))
        ? Chromium.NONE
        : program(values, key);
  }

  private static @Nullable Path program(LayeredValues values, String key) {
    String text = values.textOrNull(key);
    if (text == null) {
      return null;
    }
    Path program = Path.of(text);
    return Files.isExecutable(program)
        ? program.toAbsolutePath()
        : values.wrong(key, "the path of a program", program);
  }

  private static Map<String, Map<String, URI>> origins(LayeredValues values) {
    Map<String, Map<String, URI>> origins = new TreeMap<>();
    values
        .under(SettingKey.ORIGINS)
        .forEach(
            (rest, text) -> {
              String[] parts = rest.split("\\.", -1);
              if (text.trim().matches(ORIGIN)) {
                origins
                    .computeIfAbsent(parts[0], s -> new HashMap<>())
                    .put(parts[1], URI.create(text.trim().replaceAll("/$", "")));
              } else {
                values.wrong(SettingKey.ORIGINS + rest, "an origin like http://127.0.0.1:8080", "");
              }
            });
    origins.replaceAll((source, of) -> Map.copyOf(of));
    return origins;
  }
}
