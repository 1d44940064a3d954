package com.bedrot.lake.extract.session.token;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.extract.http.Answer;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint answers (RFC 6749, section 5.1).
 *
 * @param accessEnds null where it does not say
 * @param refresh another refresh token, null where the old one stays
 * @param refreshEnds null where it does not say
 */
record TokenAnswer(
    Secret access,
    @Nullable Instant accessEnds,
    @Nullable Secret refresh,
    @Nullable Instant refreshEnds) {

  /**
   * The tokens of an answer.
   *
   * @throws SourceException {@code RESPONSE_UNEXPECTED} where it has none
   */
  static TokenAnswer of(Answer answer, Instant now) {
    JsonNode json = answer.json();
    Secret access =
        secret(json, "access_token")
            .orElseThrow(
                () ->
                    new SourceException(
                        ErrorCode.RESPONSE_UNEXPECTED, answer.shown() + ": no access_token"));
    return new TokenAnswer(
        access,
        end(json, "expires_in", now),
        secret(json, "refresh_token").orElse(null),
        end(json, "refresh_token_expires_in", now));
  }

  private static Optional<Secret> secret(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue())
        .filter(text -> !text.isBlank())
        .map(Secret::new);
  }

  private static @Nullable Instant end(JsonNode json, String name, Instant now) {
    long seconds = json.path(name).asLong(0);
    return seconds > 0 ? now.plusSeconds(seconds) : null;
  }
}
