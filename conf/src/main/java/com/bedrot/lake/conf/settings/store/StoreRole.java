package com.bedrot.lake.conf.settings.store;

import java.util.Locale;
import java.util.Optional;

/** Who reaches the object store, each with keys and rights of its own. */
public enum StoreRole {
  EXTRACT,
  JOBS,
  NOTEBOOK,
  WAREHOUSE;

  /** As settings and commands name it, lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of its user and its policy. */
  public String userName() {
    return "lake-" + id();
  }

  /** The role of that id. */
  public static Optional<StoreRole> of(String id) {
    for (StoreRole role : values()) {
      if (role.id().equals(id)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
