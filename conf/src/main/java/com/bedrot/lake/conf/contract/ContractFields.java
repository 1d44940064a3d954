package com.bedrot.lake.conf.contract;

import com.bedrot.lake.conf.error.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one mapping of a contract; what is missing or misshapen is reported where it is.
 */
record ContractFields(ContractNode place, Map<String, ContractNode> byKey) {
  private static final Set<String> PROPERTY_KEYS = Set.of("property", "value", "description");

  /** The {@code customProperties} below this mapping, by property name. */
  ContractFields custom(Set<String> known) {
    Map<String, ContractNode> properties = new LinkedHashMap<>();
    for (ContractNode item : items("customProperties")) {
      ContractFields entry = item.fields(PROPERTY_KEYS);
      String name = entry.text("property");
      ContractNode value = entry.byKey().get("value");
      if (name.isEmpty() || value == null) {
        item.problem("a custom property needs property and value");
      } else if (!known.contains(name)) {
        item.problem("unknown custom property " + name + Nearest.hint(name, known));
      } else if (properties.putIfAbsent(name, value) != null) {
        item.problem("the custom property is there twice");
      }
    }
    return new ContractFields(place, properties);
  }

  boolean has(String key) {
    return byKey.containsKey(key);
  }

  Optional<ContractNode> get(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Reports a problem at the field, or at the mapping where the field is missing. */
  void problem(String key, String what) {
    byKey.getOrDefault(key, place).problem(what);
  }

  /** A value that must be there. */
  String text(String key) {
    ContractNode value = byKey.get(key);
    if (value == null) {
      place.problem(key + " is missing");
      return "";
    }
    return value.text();
  }

  String text(String key, String otherwise) {
    return get(key).map(ContractNode::text).orElse(otherwise);
  }

  @Nullable String textOrNull(String key) {
    ContractNode value = byKey.get(key);
    return value == null ? null : value.text();
  }

  @Nullable Double numberOrNull(String key) {
    ContractNode value = byKey.get(key);
    return value == null ? null : Double.valueOf(value.number());
  }

  double number(String key, double otherwise) {
    ContractNode value = byKey.get(key);
    return value == null ? otherwise : value.number();
  }

  /** A whole number of at least 0. */
  long whole(String key, long otherwise) {
    ContractNode value = byKey.get(key);
    if (value == null) {
      return otherwise;
    }
    double number = value.number();
    if (number < 0 || number != Math.rint(number)) {
      value.problem("must be a whole number of at least 0, is " + value.text());
      return otherwise;
    }
    return (long) number;
  }

  /** A share from 0 to 1. */
  double share(String key, double otherwise) {
    ContractNode value = byKey.get(key);
    if (value == null) {
      return otherwise;
    }
    double number = value.number();
    if (number < 0 || number > 1) {
      value.problem("must lie between 0 and 1, is " + value.text());
      return otherwise;
    }
    return number;
  }

  boolean flag(String key) {
    ContractNode value = byKey.get(key);
    return value != null && value.flag();
  }

  List<ContractNode> items(String key) {
    ContractNode value = byKey.get(key);
    return value == null ? List.of() : value.items();
  }

  /** A list of single values; empty where the field is missing. */
  List<String> texts(String key) {
    return items(key).stream().map(ContractNode::text).toList();
  }

  /** A list of single values, each checked by {@code check}. */
  List<String> texts(String key, Function<ContractNode, String> check) {
    List<String> texts = new ArrayList<>();
    items(key).forEach(item -> texts.add(check.apply(item)));
    return texts;
  }

  /** Keys to single values, in their order. */
  Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    get(key).ifPresent(value -> value.byKey().forEach((k, v) -> pairs.put(k, v.text())));
    return pairs;
  }

  /** One of an enum's constants, written in kebab case; null (and a problem) for anything else. */
  <E extends Enum<E>> @Nullable E choice(String key, Class<E> type, @Nullable E otherwise) {
    ContractNode value = byKey.get(key);
    if (value == null) {
      if (otherwise == null) {
        place.problem(key + " is missing");
      }
      return otherwise;
    }
    String given = value.text();
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = kebab(constant);
      if (name.equals(given)) {
        return constant;
      }
      known.add(name);
    }
    value.problem(
        given + " is not one of " + String.join(", ", known) + Nearest.hint(given, known));
    return otherwise;
  }

  /** How a constant is written in contracts, e.g. {@code quarantine-row}. */
  static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
