package com.bedrot.lake.extract.session.token;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.Shown;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.http.Answer;
import com.bedrot.lake.extract.http.Call;
import com.bedrot.lake.extract.resilience.SourceException;
import com.bedrot.lake.extract.session.AccountSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for an access token with a refresh token (RFC 6749, section 6): the call {@code token} of
 * the contract, with {@code CLIENT_ID} and, where the client has one, {@code CLIENT_SECRET}.
 */
public final class RefreshGrant {
  private final SourceContext context;
  private final String origin;

  /**
   * @param origin where tokens are given
   */
  public RefreshGrant(SourceContext context, String origin) {
    this.context = context;
    this.origin = origin;
  }

  /** The session with the tokens it was given. */
  public AccountSession renew(AccountSession session) {
    AccountTokens tokens = AccountTokens.of(context, Optional.of(session));
    Secret refresh = tokens.require(AccountTokens.REFRESH, context.now());
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", refresh.reveal());
    fields.put("client_id", context.secrets().require("CLIENT_ID").reveal());
    context
        .secrets()
        .find("CLIENT_SECRET")
        .ifPresent(secret -> fields.put("client_secret", secret.reveal()));
    Call call = Call.form(context.http().uri(origin, "token", Map.of()), fields);
    Answer answer = context.http().send(call, RefreshGrant::refuse);
    TokenAnswer given = TokenAnswer.of(answer, context.now());
    return session.withTokens(kept(tokens, refresh, given), context.now());
  }

  /** A refresh token that stays is kept too, with its end: that is how long the account holds. */
  private static Map<String, AccountSession.Token> kept(
      AccountTokens tokens, Secret refresh, TokenAnswer given) {
    Secret next = given.refresh() == null ? refresh : given.refresh();
    return Map.of(
        AccountTokens.ACCESS, tokens.given(given.access(), given.accessEnds()),
        AccountTokens.REFRESH, tokens.given(next, given.refreshEnds()));
  }

  /** The errors of RFC 6749, section 5.2. */
  private static Optional<SourceException> refuse(Answer answer) {
    if (answer.status() != 400 && answer.status() != 401) {
      return Optional.empty();
    }
    String error =
        answer.tryJson().map(json -> json.path("error")).map(JsonNode::asText).orElse("");
    boolean credential =
        error.equals("invalid_grant")
            || error.equals("invalid_client")
            || error.equals("unauthorized_client");
    return Optional.of(
        new SourceException(
            credential ? ErrorCode.CREDENTIAL_REFUSED : ErrorCode.REQUEST_REFUSED,
            "the refresh token was refused with " + Shown.text(error) + " by " + answer.shown()));
  }
}
