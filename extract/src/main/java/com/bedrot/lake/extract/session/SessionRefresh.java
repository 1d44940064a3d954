package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import java.util.Locale;

/**
 * How a source renews a session where opening a page is not enough ({@code token-refresh,
 * long-lived-exchange}): {@code source.<id>.<Id>Refresh} with a constructor without parameters.
 */
public interface SessionRefresh {
  /**
   * Renews it.
   *
   * @return the session with what the source gave
   * @throws com.bedrot.lake.conf.error.LakeException with a code that says whether trying again
   *     helps
   */
  AccountSession refresh(SourceContext context, AccountSession session);

  /**
   * The one of a source.
   *
   * @throws AuthenticationException {@code SESSION_NOT_REFRESHABLE} where it has none
   */
  static SessionRefresh of(String source) {
    String name =
        "com.bedrot.lake.extract.source."
            + source
            + "."
            + source.substring(0, 1).toUpperCase(Locale.ROOT)
            + source.substring(1)
            + "Refresh";
    try {
      return Class.forName(name)
          .asSubclass(SessionRefresh.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException missing) {
      throw new AuthenticationException(
          ErrorCode.SESSION_NOT_REFRESHABLE, source + " has no way to renew it", missing);
    }
  }
}
