package com.bedrot.lake.conf.settings;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in text that leaves the process: every value a {@link Secret} was made of, and what
 * looks like one.
 */
public final class Masking {
  private static final String MASK = "******";
  private static final int SHORTEST = 6;
  private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

  private static final Pattern NAMED =
      Pattern.compile(
          "((?i:token|secret|password|passwd|passphrase|api[_-]?key|access[_-]?key|secret[_-]?key"
              + "|signature|credential|cookie|sessionid))"
              + "(\\\\?[\"']?\\s*[=:]\\s*\\\\?[\"']?)([^\\s\"'\\\\&,;}\\])]{3,})");
  private static final Pattern SCHEME =
      Pattern.compile("(?i)\\b(bearer|basic)(\\s+)([A-Za-z0-9._~+/=-]{6,})");
  private static final Pattern IN_URL = Pattern.compile("(://[^\\s/:@\"']*:)([^\\s/@\"']+)(@)");
  private static final Pattern SHAPED =
      Pattern.compile(
          "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b|\\bEAA[A-Za-z0-9]{20,}|\\bghp_[A-Za-z0-9]{20,}");

  private Masking() {}

  /** Remembers a value to hide; texts under six characters would hide half of everything. */
  static void know(String secret) {
    if (secret.length() >= SHORTEST) {
      KNOWN.add(secret);
      KNOWN.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
    }
  }

  /** The text with every known secret replaced by {@code ******}; other data stays as it is. */
  public static String maskKnown(String text) {
    String masked = text;
    for (String secret : KNOWN) {
      masked = masked.contains(secret) ? masked.replace(secret, MASK) : masked;
    }
    return masked;
  }

  /** As {@link #maskKnown}, and everything that looks like a secret too. */
  public static String mask(String text) {
    String masked = maskKnown(text);
    masked = SHAPED.matcher(masked).replaceAll(MASK);
    masked = SCHEME.matcher(masked).replaceAll("$1$2" + Matcher.quoteReplacement(MASK));
    masked = IN_URL.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "$3");
    return NAMED.matcher(masked).replaceAll("$1$2" + Matcher.quoteReplacement(MASK));
  }
}
