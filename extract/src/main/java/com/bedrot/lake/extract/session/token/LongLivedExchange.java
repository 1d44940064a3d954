package com.bedrot.lake.extract.session.token;

import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.http.AnswerJudge;
import com.bedrot.lake.extract.http.Call;
import com.bedrot.lake.extract.session.AccountSession;
import java.util.Map;
import java.util.Optional;

/**
 * Has a Graph API exchange a living access token for one of a full lifetime: the call {@code
 * exchange} of the contract, with the app's {@code CLIENT_ID} and {@code CLIENT_SECRET}.
 */
public final class LongLivedExchange {
  private final SourceContext context;
  private final String origin;
  private final AnswerJudge judge;

  /**
   * @param origin where tokens are exchanged
   * @param judge the source's own errors
   */
  public LongLivedExchange(SourceContext context, String origin, AnswerJudge judge) {
    this.context = context;
    this.origin = origin;
    this.judge = judge;
  }

  /** The session with the token it was given. */
  public AccountSession renew(AccountSession session) {
    AccountTokens tokens = AccountTokens.of(context, Optional.of(session));
    Secret living = tokens.require(AccountTokens.ACCESS, context.now());
    Map<String, String> values =
        Map.of(
            "client_id", context.secrets().require("CLIENT_ID").reveal(),
            "client_secret", context.secrets().require("CLIENT_SECRET").reveal(),
            "fb_exchange_token", living.reveal());
    Call call = Call.get(context.http().uri(origin, "exchange", Map.of())).withQuery(values);
    TokenAnswer given = TokenAnswer.of(context.http().send(call, judge), context.now());
    return session.withTokens(
        Map.of(AccountTokens.ACCESS, tokens.given(given.access(), given.accessEnds())),
        context.now());
  }
}
