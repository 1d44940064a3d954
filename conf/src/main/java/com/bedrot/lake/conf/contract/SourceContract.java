package com.bedrot.lake.conf.contract;

import java.util.List;
import java.util.Map;

/**
 * One source's contract file.
 *
 * @param portal what is known of its portal or API, as data; empty for sources that are only
 *     imported
 * @param file path of the YAML, for messages
 */
public record SourceContract(
    String id,
    String version,
    String status,
    String title,
    String description,
    List<DatasetContract> datasets,
    Map<String, Object> portal,
    String file) {
  public SourceContract {
    datasets = List.copyOf(datasets);
    portal = Map.copyOf(portal);
  }

  /** Whether it is in use: a draft, deprecated or retired source is fetched only when named. */
  public boolean isActive() {
    return status.equals("active");
  }
}
