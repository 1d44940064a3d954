package com.bedrot.lake.extract.replica;

import com.bedrot.lake.extract.replica.server.LabelAccount;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings and variables that point a lake at a replica. */
final class ReplicaSettings {
  private ReplicaSettings() {}

  static String yaml(
      Map<String, Map<String, URI>> origins, Map<String, List<LabelAccount>> accounts) {
    StringBuilder text = new StringBuilder("extract:\n  allow-loopback: true\n  origins:\n");
    new TreeMap<>(origins)
        .forEach(
            (source, named) -> {
              text.append("    ").append(source).append(":\n");
              new TreeMap<>(named)
                  .forEach((name, uri) -> text.append("      %s: %s\n".formatted(name, uri)));
            });
    text.append("accounts:\n");
    new TreeMap<>(accounts)
        .forEach(
            (source, all) -> {
              text.append("  ").append(source).append(":\n");
              all.forEach(account -> text.append(line(account)));
            });
    return text.toString();
  }

  private static String line(LabelAccount account) {
    String handles =
        account.handles().stream()
            .map(handle -> '"' + handle + '"')
            .collect(Collectors.joining(", ", "[", "]"));
    String currency = account.currency() == null ? "" : ", currency: " + account.currency();
    return "    %s: {handles: %s%s}\n".formatted(account.key(), handles, currency);
  }

  static Map<String, String> credentials(Map<String, List<LabelAccount>> accounts) {
    Map<String, String> all = new TreeMap<>();
    accounts.forEach(
        (source, of) ->
            of.forEach(
                account ->
                    account
                        .secrets()
                        .forEach(
                            (name, value) -> all.put(variable(source, account, name), value))));
    return all;
  }

  private static String variable(String source, LabelAccount account, String name) {
    String text = "LAKE_" + source + "_" + account.key() + "_" + name;
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
