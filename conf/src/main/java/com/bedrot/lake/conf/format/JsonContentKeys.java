package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which of a dataset's content keys its records have; one of several after {@code |} is enough. */
final class JsonContentKeys {
  private static final String ABSENT = "!";

  private final DatasetContract contract;
  private final List<Key> keys = new ArrayList<>();
  private boolean any;

  JsonContentKeys(DatasetContract contract) {
    this.contract = contract;
    for (String text : contract.contentKeys()) {
      boolean absent = text.startsWith(ABSENT);
      String paths = absent ? text.substring(ABSENT.length()) : text;
      keys.add(
          new Key(paths, absent, Arrays.stream(paths.split("\\|")).map(JsonPath::of).toList()));
    }
  }

  private static final class Key {
    private final String text;
    private final boolean absent;
    private final List<JsonPath> paths;
    private boolean seen;

    Key(String text, boolean absent, List<JsonPath> paths) {
      this.text = text;
      this.absent = absent;
      this.paths = paths;
    }

    /** A key whose value is null is there. */
    boolean isIn(ObjectNode record, List<ObjectNode> around) {
      for (JsonPath path : paths) {
        if (!path.enclosing() && record.has(path.key()) || path.in(record, around) != null) {
          return true;
        }
      }
      return false;
    }
  }

  void see(ObjectNode record, List<ObjectNode> around) {
    any |= !record.isEmpty();
    for (Key key : keys) {
      key.seen = key.seen || key.isIn(record, around);
    }
  }

  /** Whether records were seen and have what they must have and nothing they must not. */
  boolean fit() {
    return any && broken().isEmpty();
  }

  List<BrokenRule> broken() {
    List<BrokenRule> broken = new ArrayList<>();
    for (Key key : keys) {
      if (key.seen == key.absent) {
        broken.add(
            new BrokenRule(
                ErrorCode.JSON_SHAPE.name(),
                key.absent
                    ? "Records have the key "
                        + key.text
                        + ", which "
                        + contract.key()
                        + " never has."
                    : "No record has the key " + key.text.replace("|", " or ") + "."));
      }
    }
    return broken;
  }
}
