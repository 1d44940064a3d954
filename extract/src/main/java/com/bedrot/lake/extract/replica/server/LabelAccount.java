package com.bedrot.lake.extract.replica.server;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One account of the invented label at one source.
 *
 * @param key key in the settings
 * @param id what the portal calls the account: handle, artist id, advertising account, channel
 * @param handles every name the portal shows for it; the id is one of them
 * @param currency currency of its money, null where the source has none
 * @param secrets USER, PASSWORD, TOTP_SECRET, ACCESS_TOKEN, ... to value
 */
public record LabelAccount(
    String key,
    String id,
    List<String> handles,
    @Nullable String currency,
    Map<String, String> secrets) {
  public LabelAccount {
    handles = List.copyOf(handles);
    secrets = Map.copyOf(secrets);
  }

  /**
   * A secret by its name.
   *
   * @throws IllegalArgumentException if the account has no such secret
   */
  public String secret(String name) {
    String value = secrets.get(name);
    if (value == null) {
      throw new IllegalArgumentException(key + " has no " + name);
    }
    return value;
  }

  @Override
  public String toString() {
    return "LabelAccount[" + key + "]";
  }
}
