package com.bedrot.lake.conf.contract;

import java.util.Set;
import java.util.regex.Pattern;

/** What both kinds of contract have at their top. */
record ContractDocument(
    ContractFields fields,
    String id,
    String version,
    String status,
    String title,
    String description) {
  private static final Set<String> KEYS =
      Set.of(
          "apiVersion",
          "kind",
          "id",
          "name",
          "version",
          "status",
          "description",
          "domain",
          "dataProduct",
          "tenant",
          "tags",
          "team",
          "support",
          "roles",
          "price",
          "authoritativeDefinitions",
          "contractCreatedTs",
          "slaProperties",
          "customProperties",
          "schema");
  private static final Set<String> DESCRIPTION_KEYS =
      Set.of("purpose", "usage", "limitations", "authoritativeDefinitions", "customProperties");
  private static final Set<String> STATES =
      Set.of("proposed", "draft", "active", "deprecated", "retired");
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  static ContractDocument read(ContractNode root, String fileName) {
    ContractFields fields = root.fields(KEYS);
    mustBe(fields, "apiVersion", "v3.1.0");
    mustBe(fields, "kind", "DataContract");
    String id = fields.text("id");
    if (!ID.matcher(id).matches()) {
      fields.problem("id", "must be lower-case letters, digits and underscores, is " + id);
    } else if (!(id + ".yml").equals(fileName)) {
      fields.problem("id", "must be the file's name without .yml, is " + id);
    }
    String version = fields.text("version");
    if (!VERSION.matcher(version).matches()) {
      fields.problem("version", "must be like 1.0.0, is " + version);
    }
    String status = fields.text("status");
    if (!STATES.contains(status)) {
      fields.get("status").ifPresent(node -> node.unknown("status", status, STATES));
    }
    return new ContractDocument(
        fields, id, version, status, fields.text("name", id), purpose(fields));
  }

  private static void mustBe(ContractFields fields, String key, String value) {
    if (!fields.text(key).equals(value)) {
      fields.problem(key, "must be " + value);
    }
  }

  private static String purpose(ContractFields fields) {
    return fields
        .get("description")
        .map(node -> node.fields(DESCRIPTION_KEYS).text("purpose"))
        .orElse("");
  }
}
