package com.bedrot.lake.extract.source.metaads;

import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.SessionRefresh;
import com.bedrot.lake.extract.session.token.LongLivedExchange;

/** Exchanges the token of an ad account for one of 60 days. */
public final class MetaadsRefresh implements SessionRefresh {
  @Override
  public AccountSession refresh(SourceContext context, AccountSession session) {
    MetaadsErrors errors = new MetaadsErrors(context.portal().facts());
    return new LongLivedExchange(context, "api", errors).renew(session);
  }
}
