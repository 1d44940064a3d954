package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.Credentials;
import com.bedrot.lake.extract.session.SessionJudge;
import com.bedrot.lake.extract.session.SessionStatus;
import com.bedrot.lake.extract.session.SessionStore;
import com.bedrot.lake.extract.session.SourceAccount;
import java.util.List;
import java.util.Optional;

/** Tells without a browser whether an account can enter its portal. */
public final class PortalAccess {
  private PortalAccess() {}

  /**
   * What an account lacks: a session, or a user and password to make one.
   *
   * @return one sentence; empty where it can enter
   * @throws AuthenticationException {@code SESSION_EXPIRED} where a person must renew its session
   */
  public static Optional<String> missing(SourceContext context) {
    if (Credentials.of(context.secrets()).isPresent()) {
      return Optional.empty();
    }
    SourceAccount who = new SourceAccount(context.source(), context.account().key());
    Optional<AccountSession> session = SessionStore.of(context.settings()).read(who);
    if (session.isEmpty()) {
      return Optional.of(
          who
              + " never signed in: run lake session login "
              + who.source()
              + " --account "
              + who.account()
              + ", or set "
              + context.secrets().variable("USER")
              + " and "
              + context.secrets().variable("PASSWORD"));
    }
    SessionStatus status =
        new SessionJudge(context.now(), List.of())
            .judge(who, context.portal().session(), session, false);
    if (status.needsPerson()) {
      throw new AuthenticationException(
          ErrorCode.SESSION_EXPIRED, who + ": " + status.why() + "; run " + status.command());
    }
    return Optional.empty();
  }
}
