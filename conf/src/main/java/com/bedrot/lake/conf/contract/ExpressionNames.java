package com.bedrot.lake.conf.contract;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the names in a rule's expression without an SQL parser: a word that is no function, no
 * keyword and no text must be a column.
 */
final class ExpressionNames {
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.|'')*'|\\$\\{(\\w*)\\}|(?<![\\w.])([A-Za-z_]\\w*)(\\s*\\()?");
  private static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "or",
          "not",
          "is",
          "null",
          "in",
          "between",
          "like",
          "rlike",
          "case",
          "when",
          "then",
          "else",
          "end",
          "true",
          "false",
          "as",
          "date",
          "string",
          "int",
          "bigint",
          "decimal",
          "div",
          "timestamp",
          "distinct",
          "from",
          "interval");

  private ExpressionNames() {}

  static void check(ContractNode expression, Set<String> columns) {
    String text = expression.text();
    if (text.chars().filter(c -> c == '(').count() != text.chars().filter(c -> c == ')').count()) {
      expression.problem("a bracket is not closed: " + text);
    }
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      String variable = token.group(1);
      String word = token.group(2);
      if (variable != null && !RuleContract.VARIABLES.contains(variable)) {
        expression.unknown("variable", "${" + variable + "}", RuleContract.VARIABLES);
      }
      boolean function = token.group(3) != null;
      if (word != null
          && !function
          && !columns.contains(word)
          && !KEYWORDS.contains(word.toLowerCase(Locale.ROOT))) {
        expression.unknown("column", word, columns);
      }
    }
  }
}
