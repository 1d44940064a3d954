package com.bedrot.lake.conf.store;

/** The rules of object keys, the same for every store. */
public final class ObjectKeys {
  private static final int MOST_BYTES = 1024;

  private ObjectKeys() {}

  /**
   * The key itself, where it is one.
   *
   * @throws IllegalArgumentException if it is empty, starts or ends with {@code /}, holds an empty,
   *     {@code .} or {@code ..} part, a backslash or a control character, or is over 1024 bytes
   */
  public static String checked(String key) {
    if (key.isEmpty() || key.length() > MOST_BYTES) {
      throw new IllegalArgumentException("object key is empty or too long: '" + key + "'");
    }
    for (String part : key.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException("object key has an unsafe part: '" + key + "'");
      }
    }
    if (key.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
      throw new IllegalArgumentException("object key has an unsafe character: '" + key + "'");
    }
    return key;
  }

  /**
   * The prefix itself, where it can start a key; empty means every key.
   *
   * @throws IllegalArgumentException as {@link #checked}
   */
  public static String checkedPrefix(String prefix) {
    if (!prefix.isEmpty()) {
      checked(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    }
    return prefix;
  }
}
