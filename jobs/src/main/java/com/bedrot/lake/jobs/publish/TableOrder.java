package com.bedrot.lake.jobs.publish;

import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The order in which publish groups, and tables inside them, are built: inputs before what is built from them. */
final class TableOrder {
  private TableOrder() {}

  /**
   * The groups in order, each with its tables in order.
   *
   * @throws ConfigurationException CONTRACT_INVALID where groups or tables need each other
   */
  static List<List<TableContract>> groups(Collection<TableContract> tables) {
    Map<String, List<TableContract>> byGroup = tables.stream().collect(Collectors.groupingBy(TableContract::publishGroup, java.util.TreeMap::new, Collectors.toList()));
    Map<String, String> groupOf = tables.stream().collect(Collectors.toMap(TableContract::id, TableContract::publishGroup));
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    byGroup.forEach(
        (group, members) -> {
          Set<String> other = new TreeSet<>();
          members.forEach(t -> t.tables().forEach(u -> other.add(groupOf.getOrDefault(u, group))));
          other.remove(group);
          needs.put(group, other);
        });
    return sorted(needs, "publish groups").stream().map(group -> tablesInOrder(byGroup.getOrDefault(group, List.of()))).toList();
  }

  private static List<TableContract> tablesInOrder(List<TableContract> members) {
    Map<String, TableContract> byId = members.stream().collect(Collectors.toMap(TableContract::id, t -> t, (a, b) -> a, java.util.TreeMap::new));
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    byId.forEach((id, t) -> needs.put(id, t.tables().stream().filter(byId::containsKey).collect(Collectors.toCollection(TreeSet::new))));
    List<TableContract> ordered = new ArrayList<>();
    for (String id : sorted(needs, "tables")) {
      TableContract table = byId.get(id);
      if (table != null) {
        ordered.add(table);
      }
    }
    return ordered;
  }

  private static List<String> sorted(Map<String, Set<String>> needs, String what) {
    List<String> done = new ArrayList<>();
    while (done.size() < needs.size()) {
      List<String> ready = needs.keySet().stream().filter(n -> !done.contains(n) && done.containsAll(needs.getOrDefault(n, Set.of()))).toList();
      if (ready.isEmpty()) {
        throw new ConfigurationException(ErrorCode.CONTRACT_INVALID, what + " need each other: " + needs.keySet().stream().filter(n -> !done.contains(n)).toList());
      }
      done.addAll(ready);
    }
    return done;
  }
}
