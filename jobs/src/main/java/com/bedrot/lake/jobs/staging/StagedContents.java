package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.ledger.Ops;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files a staging table holds, per account. One document per commit, written before it and named after the commit's transaction number: the table says which document is
 * true, so the two cannot disagree after a crash.
 */
record StagedContents(
    @JsonProperty("schema_version") int schemaVersion, @JsonProperty("accounts") Map<String, List<Contribution>> accounts) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  static StagedContents empty() {
    return new StagedContents(1, Map.of());
  }

  /** The document of a table whose last transaction has that number; empty for 0. */
  static StagedContents read(Ops ops, String datasetKey, long transaction) {
    if (transaction <= 0) {
      return empty();
    }
    String json =
        ops.state(name(datasetKey, transaction))
            .orElseThrow(() -> new IllegalStateException("no contents document " + name(datasetKey, transaction)));
    try {
      return JSON.readValue(json, StagedContents.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("contents document " + name(datasetKey, transaction) + " cannot be read", e);
    }
  }

  void write(Ops ops, String datasetKey, long transaction) {
    try {
      ops.putState(name(datasetKey, transaction), JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Contribution> of(String account) {
    return accounts.getOrDefault(account, List.of());
  }

  /** These contents with the accounts of {@code changed} replaced. */
  StagedContents with(Map<String, List<Contribution>> changed) {
    Map<String, List<Contribution>> next = new TreeMap<>(accounts);
    next.putAll(changed);
    next.values().removeIf(List::isEmpty);
    return new StagedContents(1, next);
  }

  private static String name(String datasetKey, long transaction) {
    return "staging/" + datasetKey + "/" + transaction;
  }
}
