package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.run.LakeJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a token ends: as it was saved with it, or as the claims of a JSON web token say. */
final class TokenExpiry {
  private static final Pattern WEB_TOKEN =
      Pattern.compile("[A-Za-z0-9_-]+\\.([A-Za-z0-9_-]{8,})\\.[A-Za-z0-9_-]*");

  private TokenExpiry() {}

  /** The end of the token of that name; empty where the account has none or nothing tells. */
  static Optional<Instant> of(AccountSession kept, String name) {
    AccountSession.Token token = kept.tokens().get(name);
    if (token != null && token.expires() != null) {
      return Optional.of(token.expires());
    }
    String text = token != null ? token.value().reveal() : kept.state().stored(name);
    return text == null ? Optional.empty() : claimed(text);
  }

  private static Optional<Instant> claimed(String text) {
    Matcher token = WEB_TOKEN.matcher(text);
    if (!token.find()) {
      return Optional.empty();
    }
    try {
      byte[] claims = Base64.getUrlDecoder().decode(token.group(1));
      JsonNode json = LakeJson.read(new String(claims, StandardCharsets.UTF_8), JsonNode.class);
      return Optional.ofNullable(CookieJson.moment(json.path("exp").asDouble(-1)));
    } catch (IllegalArgumentException | UncheckedIOException other) {
      return Optional.empty();
    }
  }
}
