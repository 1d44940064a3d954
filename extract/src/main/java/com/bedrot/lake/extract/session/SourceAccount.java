package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.zone.SafeName;
import com.bedrot.lake.extract.SourceContext;

/** An account of a source; both names are safe as parts of a path. */
public record SourceAccount(String source, String account) implements Comparable<SourceAccount> {
  /**
   * @throws IllegalArgumentException if a name could leave its folder
   */
  public SourceAccount {
    if (!SafeName.isId(source) || !SafeName.isAccount(account)) {
      throw new IllegalArgumentException(
          "not an account: " + SafeName.shown(source) + "." + SafeName.shown(account));
    }
  }

  /** The account a context is of. */
  public static SourceAccount of(SourceContext context) {
    return new SourceAccount(context.source(), context.account().key());
  }

  @Override
  public int compareTo(SourceAccount other) {
    int order = source.compareTo(other.source);
    return order != 0 ? order : account.compareTo(other.account);
  }

  @Override
  public String toString() {
    return source + "." + account;
  }
}
