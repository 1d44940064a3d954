package com.bedrot.lake.jobs.publish;

import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The order in which publish groups, and tables inside them, are built: inputs before what is built
 * from them, and what does not need each other side by side.
 */
final class TableOrder {
  private TableOrder() {}

  /**
   * Waves of publish groups; the groups of one wave need only groups of earlier waves.
   *
   * @throws ConfigurationException CONTRACT_INVALID where groups need each other
   */
  static List<List<String>> groups(Collection<TableContract> tables) {
    Map<String, String> groupOf =
        tables.stream().collect(Collectors.toMap(TableContract::id, TableContract::publishGroup));
    Map<String, Set<String>> needs = new TreeMap<>();
    for (TableContract table : tables) {
      Set<String> others = needs.computeIfAbsent(table.publishGroup(), g -> new TreeSet<>());
      table.tables().stream()
          .map(id -> groupOf.getOrDefault(id, ""))
          .filter(g -> !g.isEmpty() && !g.equals(table.publishGroup()))
          .forEach(others::add);
    }
    return waves(needs, "publish groups");
  }

  /**
   * Waves of the tables of one group.
   *
   * @throws ConfigurationException CONTRACT_INVALID where tables need each other
   */
  static List<List<TableContract>> tables(Collection<TableContract> members) {
    Map<String, TableContract> byId =
        members.stream().collect(Collectors.toMap(TableContract::id, t -> t));
    Map<String, Set<String>> needs = new TreeMap<>();
    byId.forEach(
        (id, t) ->
            needs.put(
                id,
                t.tables().stream()
                    .filter(byId::containsKey)
                    .collect(Collectors.toCollection(TreeSet::new))));
    return waves(needs, "tables").stream()
        .map(
            wave ->
                wave.stream()
                    .flatMap(id -> members.stream().filter(t -> t.id().equals(id)))
                    .toList())
        .toList();
  }

  private static List<List<String>> waves(Map<String, Set<String>> needs, String what) {
    List<List<String>> waves = new ArrayList<>();
    Set<String> done = new TreeSet<>();
    while (done.size() < needs.size()) {
      List<String> ready = new ArrayList<>();
      needs.forEach(
          (name, before) -> {
            if (!done.contains(name) && done.containsAll(before)) {
              ready.add(name);
            }
          });
      if (ready.isEmpty()) {
        throw new ConfigurationException(
            ErrorCode.CONTRACT_INVALID,
            what
                + " need each other: "
                + needs.keySet().stream().filter(n -> !done.contains(n)).toList());
      }
      done.addAll(ready);
      waves.add(ready);
    }
    return waves;
  }
}
