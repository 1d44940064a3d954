package com.bedrot.lake.extract.session.token;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.resilience.SourceException;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.SessionRenewal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The access token of an account whose source gives one for a while only: the kept one, else a new
 * one; and a new one once, where the source refuses one it gave before. For one thread.
 */
public final class RenewedAccess {
  /** A token that ends sooner is renewed before it is used. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final SourceContext context;
  private AccountSession.@Nullable Token token;
  private boolean isNew;

  public RenewedAccess(SourceContext context) {
    this.context = context;
  }

  /** Makes a call with the token. */
  public <T> T call(Function<Secret, T> call) {
    Secret held = living();
    try {
      return call.apply(held);
    } catch (SourceException refused) {
      if (refused.code() != ErrorCode.CREDENTIAL_REFUSED || isNew) {
        throw refused;
      }
      return call.apply(renewed());
    }
  }

  private Secret living() {
    Instant soon = context.now().plus(MARGIN);
    if (token == null) {
      token = AccountTokens.of(context).kept(AccountTokens.ACCESS).orElse(null);
    }
    return token == null || token.hasEndedBy(soon) ? renewed() : token.value();
  }

  private Secret renewed() {
    AccountSession session = SessionRenewal.renew(context);
    token =
        AccountTokens.of(context, Optional.of(session))
            .kept(AccountTokens.ACCESS)
            .orElseThrow(() -> new IllegalStateException("renewed without an access token"));
    isNew = true;
    return token.value();
  }
}
