package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.settings.AccountSecrets;
import com.bedrot.lake.conf.settings.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an account signs in with where no person is there.
 *
 * @param totpSecret of its second factor, or null where it has none
 */
public record Credentials(Secret user, Secret password, @Nullable Secret totpSecret) {

  /** The account's, if both user and password are set. */
  public static Optional<Credentials> of(AccountSecrets secrets) {
    Optional<Secret> user = secrets.find("USER");
    Optional<Secret> password = secrets.find("PASSWORD");
    return user.isPresent() && password.isPresent()
        ? Optional.of(
            new Credentials(user.get(), password.get(), secrets.find("TOTP_SECRET").orElse(null)))
        : Optional.empty();
  }
}
