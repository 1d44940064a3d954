package com.bedrot.lake.extract.source.instagram;

import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.SessionRefresh;
import com.bedrot.lake.extract.session.token.LongLivedExchange;

/** Exchanges the token of a professional account for one of 60 days. */
public final class InstagramRefresh implements SessionRefresh {
  @Override
  public AccountSession refresh(SourceContext context, AccountSession session) {
    InstagramErrors errors = new InstagramErrors(context.portal().facts());
    return new LongLivedExchange(context, "api", errors).renew(session);
  }
}
