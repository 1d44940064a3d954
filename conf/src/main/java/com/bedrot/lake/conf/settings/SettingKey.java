package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its dotted name, the variables that set it and its default.
 *
 * @param variables environment variables that set it, the first that is set wins
 * @param fallback the default, empty for none
 * @param secret whether it is masked and may come from {@code NAME_FILE}
 */
record SettingKey(String name, List<String> variables, String fallback, boolean secret) {
  /** Groups whose keys are the user's own. */
  static final String ACCOUNTS = "accounts.";

  static final String SPARK_CONF = "spark.conf.";
  static final String ORIGINS = "extract.origins.";

  static final List<SettingKey> ALL = all();
  static final Map<String, SettingKey> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(SettingKey::name, Function.identity()));

  private static List<SettingKey> all() {
    List<SettingKey> keys = new ArrayList<>();
    keys.add(plain("project-root", "", "PROJECT_ROOT"));
    keys.add(plain("home", "", "LAKE_HOME"));
    for (Zone zone : Zone.values()) {
      keys.add(plain("zones." + zone.id(), "", zone.variable()));
    }
    keys.add(plain("store.endpoint", "", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"));
    keys.add(plain("store.region", "us-east-1", "AWS_REGION", "AWS_DEFAULT_REGION"));
    keys.add(plain("store.path-style", "true"));
    keys.add(secret("store.access-key", "AWS_ACCESS_KEY_ID"));
    keys.add(secret("store.secret-key", "AWS_SECRET_ACCESS_KEY"));
    keys.add(plain("store.ca", ""));
    keys.add(plain("store.encryption", "none"));
    keys.add(plain("store.kms-key", ""));
    keys.add(plain("store.retention-years", "7"));
    keys.add(plain("store.retention-mode", "compliance"));
    for (StoreRole role : StoreRole.values()) {
      keys.add(plain("store." + role.id() + ".access-key", role.userName()));
      keys.add(secret("store." + role.id() + ".secret-key"));
    }
    keys.add(plain("warehouse.url", ""));
    keys.add(plain("warehouse.user", "lake"));
    keys.add(secret("warehouse.password"));
    keys.add(plain("warehouse.read-only-role", "lake_reader"));
    keys.add(plain("warehouse.idle", "15m"));
    keys.add(plain("limits.file-bytes", "20GiB"));
    keys.add(plain("limits.inflated-bytes", "2GiB"));
    keys.add(plain("limits.inflate-ratio", "100"));
    keys.add(plain("limits.name-bytes", "200"));
    keys.add(plain("limits.columns", "2000"));
    keys.add(plain("limits.field-bytes", "1MiB"));
    keys.add(plain("limits.split-bytes", "32MiB"));
    keys.add(plain("run.single-writer", "true"));
    keys.add(plain("run.lease-expiry", "2m"));
    keys.add(plain("run.first-period", "2000-01"));
    keys.add(plain("run.landing-threads", "8"));
    keys.add(plain("extract.allow-loopback", "false"));
    keys.add(plain("extract.parallel", "4"));
    keys.add(plain("extract.timeout", "60s"));
    keys.add(plain("extract.response-bytes", "32MiB"));
    keys.add(plain("extract.download-bytes", "2GiB"));
    keys.add(plain("extract.retry.attempts", "5"));
    keys.add(plain("extract.retry.first-wait", "1s"));
    keys.add(plain("extract.retry.deadline", "5m"));
    keys.add(plain("extract.breaker.failures", "5"));
    keys.add(plain("extract.breaker.wait", "15m"));
    keys.add(plain("extract.budget.time", "30m"));
    keys.add(plain("extract.budget.calls", "5000"));
    keys.add(plain("extract.budget.bytes", "4GiB"));
    keys.add(plain("extract.browser.chromium", ""));
    keys.add(plain("extract.browser.node", ""));
    keys.add(plain("extract.browser.headed", "false"));
    keys.add(plain("extract.browser.trace", "true"));
    keys.add(plain("extract.browser.most", "2"));
    keys.add(plain("extract.browser.timeout", "5m"));
    keys.add(plain("extract.browser.element-timeout", "30s"));
    keys.add(secret("session.key"));
    keys.add(plain("spark.master", "local[*,4]", "LAKE_MASTER"));
    keys.add(plain("spark.shared-disk", "false"));
    return List.copyOf(keys);
  }

  private static SettingKey plain(String name, String fallback, String... variables) {
    return new SettingKey(name, withOwn(name, variables), fallback, false);
  }

  private static SettingKey secret(String name, String... variables) {
    return new SettingKey(name, withOwn(name, variables), "", true);
  }

  private static List<String> withOwn(String name, String... variables) {
    List<String> all = new ArrayList<>(List.of(variables));
    all.add("LAKE_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    return all.stream().distinct().toList();
  }

  static @Nullable SettingKey find(String name) {
    return BY_NAME.get(name);
  }

  static List<String> names() {
    return ALL.stream().map(SettingKey::name).toList();
  }
}
