package com.bedrot.lake.conf.settings;

/**
 * A value that cannot be printed: {@link #toString} is masked, it is not serializable, and only
 * {@link #reveal} gives the text.
 */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
    Masking.know(value);
  }

  /** The text itself, for the one call that needs it. */
  public String reveal() {
    return value;
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return "******";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret s && s.value.equals(value);
  }

  @Override
  public int hashCode() {
    return 7;
  }
}
