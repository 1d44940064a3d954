package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.util.Locale;
import java.util.Optional;

/**
 * The secrets of one account of a source: {@code LAKE_<SOURCE>_<ACCOUNT>_<NAME>} in capitals with
 * {@code -} as {@code _}, or the same with {@code _FILE}. Names are {@code USER, PASSWORD,
 * TOTP_SECRET, ACCESS_TOKEN, REFRESH_TOKEN, CLIENT_ID, CLIENT_SECRET, API_KEY}.
 */
public final class AccountSecrets {
  private final Environment environment;
  private final String source;
  private final String account;

  public AccountSecrets(Environment environment, String source, String account) {
    this.environment = environment;
    this.source = source;
    this.account = account;
  }

  /** The variable a secret is read from. */
  public String variable(String name) {
    return ("LAKE_" + source + "_" + account + "_" + name)
        .toUpperCase(Locale.ROOT)
        .replace('-', '_');
  }

  /**
   * The secret of that name.
   *
   * @throws com.bedrot.lake.conf.error.ConfigurationException {@code CONFIG_SECRET_TWICE} or {@code
   *     CONFIG_INVALID}
   */
  public Optional<Secret> find(String name) {
    return environment.secret(variable(name)).filter(secret -> !secret.isEmpty());
  }

  /**
   * The secret of that name, where the source cannot do without.
   *
   * @throws AuthenticationException {@code CREDENTIAL_MISSING} naming the variable
   */
  public Secret require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new AuthenticationException(
                    ErrorCode.CREDENTIAL_MISSING,
                    variable(name) + " is not set (account " + account + " of " + source + ")"));
  }
}
