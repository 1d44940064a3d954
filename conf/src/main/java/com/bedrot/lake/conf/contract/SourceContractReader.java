package com.bedrot.lake.conf.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the contract of one source. */
final class SourceContractReader {
  private static final Set<String> SLA_KEYS =
      Set.of(
          "property", "value", "unit", "element", "driver", "description", "scheduler", "schedule");
  private static final Set<String> SLA_PROPERTIES = Set.of("freshness", "frequency");

  /** A source with what only the loader needs of it. */
  record Read(SourceContract source, List<DatasetReader.Read> datasets) {}

  private SourceContractReader() {}

  static Read read(ContractNode root, String file, String fileName) {
    ContractDocument document = ContractDocument.read(root, fileName);
    ContractFields custom = document.fields().custom(Set.of("portal"));
    Map<String, Integer> freshness = new HashMap<>();
    Map<String, String> cadence = new HashMap<>();
    serviceLevels(document.fields(), freshness, cadence);
    DatasetReader reader = new DatasetReader(document, freshness, cadence);
    List<DatasetReader.Read> datasets = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ContractNode node : document.fields().items("schema")) {
      DatasetReader.Read read = reader.read(node);
      if (!names.add(read.dataset().name())) {
        node.problem("the dataset " + read.dataset().name() + " is there twice");
      }
      datasets.add(read);
    }
    if (datasets.isEmpty()) {
      root.problem("schema is missing");
    }
    checkElements(document.fields(), names);
    checkParents(datasets, names);
    SourceContract source =
        new SourceContract(
            document.id(),
            document.version(),
            document.status(),
            document.title(),
            document.description(),
            datasets.stream().map(DatasetReader.Read::dataset).toList(),
            portal(custom),
            file);
    return new Read(source, datasets);
  }

  private static Map<String, Object> portal(ContractFields custom) {
    Map<String, Object> portal = new HashMap<>();
    custom
        .get("portal")
        .ifPresent(node -> node.byKey().forEach((k, v) -> portal.put(k, v.plain())));
    return portal;
  }

  private static void serviceLevels(
      ContractFields document, Map<String, Integer> freshness, Map<String, String> cadence) {
    for (ContractNode node : document.items("slaProperties")) {
      ContractFields fields = node.fields(SLA_KEYS);
      String property = fields.text("property");
      String element = fields.text("element");
      if (property.equals("freshness")) {
        if (!fields.text("unit").equals("d")) {
          fields.problem("unit", "freshness is in days (d)");
        }
        freshness.put(element, (int) fields.whole("value", 0));
      } else if (property.equals("frequency")) {
        cadence.put(element, fields.text("schedule"));
      } else {
        fields
            .get("property")
            .ifPresent(given -> given.unknown("service level", property, SLA_PROPERTIES));
      }
    }
  }

  private static void checkElements(ContractFields document, Set<String> datasets) {
    for (ContractNode node : document.items("slaProperties")) {
      ContractNode element = node.byKey().get("element");
      if (element != null && !datasets.contains(element.text())) {
        element.unknown("dataset", element.text(), datasets);
      }
    }
  }

  private static void checkParents(List<DatasetReader.Read> datasets, Set<String> names) {
    for (DatasetReader.Read read : datasets) {
      String parent = read.dataset().parent();
      if (parent != null && (!names.contains(parent) || parent.equals(read.dataset().name()))) {
        read.custom().get("parent").ifPresent(node -> node.unknown("dataset", parent, names));
      }
    }
  }
}
