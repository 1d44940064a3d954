package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.error.Problems;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} and {@code ${NAME:-default}} in a file's value. */
final class Substitution {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?\\}");

  private final Environment environment;
  private final Problems problems;

  Substitution(Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  static boolean refers(String text) {
    return REFERENCE.matcher(text).find();
  }

  /** The text with every reference replaced; a variable that is not set is a problem. */
  String apply(String text, String where) {
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder replaced = new StringBuilder();
    while (reference.find()) {
      String name = reference.group(1);
      Optional<String> value = environment.secret(name).map(Secret::reveal);
      if (value.isEmpty() && reference.group(2) == null) {
        problems.add(where, "${" + name + "} is not set; ${" + name + ":-default} gives a default");
      }
      String fallback = reference.group(3) == null ? "" : reference.group(3);
      reference.appendReplacement(replaced, Matcher.quoteReplacement(value.orElse(fallback)));
    }
    return reference.appendTail(replaced).toString();
  }
}
