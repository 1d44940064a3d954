package com.bedrot.lake.extract.source.youtube;

import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.SessionRefresh;
import com.bedrot.lake.extract.session.token.RefreshGrant;

/** Has Google give an access token of an hour for a channel's refresh token. */
public final class YoutubeRefresh implements SessionRefresh {
  @Override
  public AccountSession refresh(SourceContext context, AccountSession session) {
    return new RefreshGrant(context, "token").renew(session);
  }
}
