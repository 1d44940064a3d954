package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.portal.PortalFacts;

/** Renews what is kept of an account by its source's {@link SessionRefresh}. */
public final class SessionRenewal {
  private SessionRenewal() {}

  /**
   * Renews and keeps it; where that fails what was kept stays.
   *
   * @throws com.bedrot.lake.conf.error.LakeException {@code SESSION_MISSING} where a browser's
   *     account never signed in, {@code SESSION_BUSY}, or the source's
   */
  public static AccountSession renew(SourceContext context) {
    SourceAccount who = SourceAccount.of(context);
    SessionRefresh refresh = SessionRefresh.of(context.source());
    try (SessionLease lease = SessionStore.of(context.settings()).lease(who)) {
      AccountSession renewed =
          refresh.refresh(context, lease.session().orElseGet(() -> first(context, who)));
      lease.save(renewed);
      return renewed;
    }
  }

  private static AccountSession first(SourceContext context, SourceAccount who) {
    if (context.portal().kind() == PortalFacts.Kind.BROWSER) {
      throw new AuthenticationException(ErrorCode.SESSION_MISSING, who + " never signed in");
    }
    return AccountSession.ofTokens(context.now());
  }
}
