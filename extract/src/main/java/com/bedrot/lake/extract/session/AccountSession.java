package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.settings.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one account's session.
 *
 * @param tokens name to token, of sources that renew tokens instead of cookies
 * @param openedAt when the account signed in, or its session was imported
 * @param seenAt when a page last showed that it is signed in, or null
 * @param imports SHA-256 of every file it was imported from
 */
public record AccountSession(
    SessionState state,
    Map<String, Token> tokens,
    Instant openedAt,
    @Nullable Instant seenAt,
    List<String> imports) {

  /**
   * A token that a source gave.
   *
   * @param expires its end, null where it is not known
   * @param root SHA-256 of the configured secret it goes back to, null for none: once another is
   *     configured the token no longer counts
   */
  public record Token(Secret value, @Nullable Instant expires, @Nullable String root) {
    public boolean hasEndedBy(Instant now) {
      return expires != null && !expires.isAfter(now);
    }
  }

  public AccountSession {
    tokens = Map.copyOf(tokens);
    imports = List.copyOf(imports);
  }

  /** A session that was just opened by signing in. */
  public static AccountSession opened(SessionState state, Instant now) {
    return new AccountSession(state, Map.of(), now, now, List.of());
  }

  /** A session of a source that has no pages, without tokens yet. */
  public static AccountSession ofTokens(Instant now) {
    return new AccountSession(
        new SessionState(List.of(), Map.of()), Map.of(), now, null, List.of());
  }

  /** The same session after a run that saw its pages signed in: cookies roll on. */
  public AccountSession rolledOn(SessionState newer, Instant now) {
    return new AccountSession(newer, tokens, openedAt, now, imports);
  }

  /** The same account after it signed in again. */
  public AccountSession reopened(SessionState newer, Instant now) {
    return new AccountSession(newer, tokens, now, now, imports);
  }

  /** The same session with what a file holds, which replaces the state. */
  public AccountSession imported(SessionFile file, Instant now) {
    List<String> all = new ArrayList<>(imports);
    all.add(file.sha256());
    return new AccountSession(file.state(), tokens, now, null, all);
  }

  /** A session that was imported. */
  public static AccountSession of(SessionFile file, Instant now) {
    return new AccountSession(file.state(), Map.of(), now, null, List.of(file.sha256()));
  }

  public boolean wasImportedFrom(SessionFile file) {
    return imports.contains(file.sha256());
  }

  /** The same session with tokens the source just gave. */
  public AccountSession withTokens(Map<String, Token> newer, Instant now) {
    Map<String, Token> all = new TreeMap<>(tokens);
    all.putAll(newer);
    return new AccountSession(state, all, openedAt, now, imports);
  }

  static AccountSession parse(String json) {
    JsonNode document = LakeJson.read(json, JsonNode.class);
    Map<String, Token> tokens = new TreeMap<>();
    document
        .path("tokens")
        .fields()
        .forEachRemaining(
            token ->
                tokens.put(
                    token.getKey(),
                    new Token(
                        new Secret(token.getValue().path("value").asText()),
                        moment(token.getValue().path("expires")),
                        token.getValue().path("root").textValue())));
    List<String> imports = new ArrayList<>();
    document.path("imports").forEach(hash -> imports.add(hash.asText()));
    return new AccountSession(
        SessionState.parse(document.path("state").asText()),
        tokens,
        Instant.parse(document.path("opened_at").asText()),
        moment(document.path("seen_at")),
        imports);
  }

  private static @Nullable Instant moment(JsonNode node) {
    return node.isTextual() ? Instant.parse(node.asText()) : null;
  }

  String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("state", state.playwrightJson());
    document.put("opened_at", openedAt.toString());
    if (seenAt != null) {
      document.put("seen_at", seenAt.toString());
    }
    document.put("imports", imports);
    Map<String, Object> written = new TreeMap<>();
    tokens.forEach(
        (name, token) -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("value", token.value().reveal());
          Instant expires = token.expires();
          if (expires != null) {
            fields.put("expires", expires.toString());
          }
          if (token.root() != null) {
            fields.put("root", token.root());
          }
          written.put(name, fields);
        });
    document.put("tokens", written);
    return LakeJson.line(document);
  }
}
