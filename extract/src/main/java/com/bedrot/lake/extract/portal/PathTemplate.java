package com.bedrot.lake.extract.portal;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {placeholders}} of a path; a value can never become more than one part of it. */
final class PathTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9_]*)}");

  private PathTemplate() {}

  static String fill(String where, String template, Map<String, String> values) {
    Matcher placeholder = PLACEHOLDER.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (placeholder.find()) {
      String value = values.get(placeholder.group(1));
      if (value == null || value.isEmpty() || value.equals(".") || value.equals("..")) {
        throw new ConfigurationException(
            ErrorCode.CONTRACT_INVALID, where + ": nothing fills {" + placeholder.group(1) + "}");
      }
      placeholder.appendReplacement(filled, Matcher.quoteReplacement(encoded(value)));
    }
    return placeholder.appendTail(filled).toString();
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
