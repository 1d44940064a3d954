package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.zone.SafeName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code accounts.<source>.<account>.handles} and {@code .currency}. */
final class AccountSettings {
  private static final List<String> FIELDS = List.of("handles", "currency");

  private AccountSettings() {}

  static boolean isAccountKey(String key) {
    if (!key.startsWith(SettingKey.ACCOUNTS)) {
      return false;
    }
    String[] parts = key.split("\\.", -1);
    boolean shaped = parts.length == 3 || (parts.length == 4 && FIELDS.contains(parts[3]));
    return shaped && SafeName.isId(parts[1]) && SafeName.isAccount(parts[2]);
  }

  /** Keys a mistaken account key may have meant. */
  static List<String> namesLike(String key) {
    String[] parts = key.split("\\.", -1);
    if (parts.length < 3 || !key.startsWith(SettingKey.ACCOUNTS)) {
      return List.of("accounts.SOURCE.ACCOUNT.handles", "accounts.SOURCE.ACCOUNT.currency");
    }
    String base = SettingKey.ACCOUNTS + parts[1] + "." + parts[2];
    return FIELDS.stream().map(field -> base + "." + field).toList();
  }

  static Map<String, Map<String, LakeSettings.Account>> read(LayeredValues values) {
    Map<String, Map<String, LakeSettings.Account>> accounts = new TreeMap<>();
    for (String rest : values.under(SettingKey.ACCOUNTS).keySet()) {
      String[] parts = rest.split("\\.", -1);
      accounts
          .computeIfAbsent(parts[0], s -> new LinkedHashMap<>())
          .computeIfAbsent(parts[1], a -> account(parts[0], a, values));
    }
    accounts.replaceAll((source, of) -> Map.copyOf(of));
    return accounts;
  }

  private static LakeSettings.Account account(String source, String key, LayeredValues values) {
    String base = SettingKey.ACCOUNTS + source + "." + key;
    if (!values.text(base).isEmpty()) {
      values.wrong(base, "the keys " + String.join(" and ", FIELDS), "");
    }
    String currency = values.textOrNull(base + ".currency");
    if (currency != null && !currency.matches("[A-Z]{3}")) {
      values.wrong(base + ".currency", "a currency code like USD", "");
    }
    List<String> handles =
        Arrays.stream(values.text(base + ".handles").split(",", -1))
            .map(String::trim)
            .filter(handle -> !handle.isEmpty())
            .toList();
    return new LakeSettings.Account(key, handles, currency);
  }
}
