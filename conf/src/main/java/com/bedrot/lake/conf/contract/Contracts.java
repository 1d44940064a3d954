package com.bedrot.lake.conf.contract;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every contract of an installation, loaded and checked together. */
public record Contracts(List<SourceContract> sources, List<TableContract> tables) {
  public Contracts {
    sources = List.copyOf(sources);
    tables = List.copyOf(tables);
  }

  public Stream<DatasetContract> datasets() {
    return sources.stream().flatMap(s -> s.datasets().stream());
  }

  /** The dataset with that {@code source.name} key. */
  public Optional<DatasetContract> dataset(String key) {
    return datasets().filter(d -> d.key().equals(key)).findFirst();
  }

  public Optional<SourceContract> source(String id) {
    return sources.stream().filter(s -> s.id().equals(id)).findFirst();
  }

  public Optional<TableContract> table(String id) {
    return tables.stream().filter(t -> t.id().equals(id)).findFirst();
  }
}
