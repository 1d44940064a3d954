package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.Shown;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.LakeSettings.Account;
import com.bedrot.lake.conf.zone.SafeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Finds whose file it is: stated, in the name, or the only one there is. Thread-safe. */
final class AccountFinder {
  private static final String LABEL = "label";

  private final LakeSettings settings;
  private final ImportRequest request;
  private final Map<String, Account> created = new ConcurrentHashMap<>();

  AccountFinder(LakeSettings settings, ImportRequest request) {
    this.settings = settings;
    this.request = request;
  }

  /**
   * Whose file it is.
   *
   * @param handle as the file's name has it, or null
   */
  record Owner(Account account, @Nullable String handle) {}

  /**
   * The owner of a file.
   *
   * @throws ConfigurationException {@code IMPORT_ACCOUNT_UNKNOWN}, or {@code IMPORT_UNPLACED} where
   *     several accounts are possible or name and statement disagree
   */
  Owner find(String fileName, Placement placement) {
    String source = placement.contract().source();
    String handle = placement.name().account().orElse(null);
    if (request.accountFrom() != null) {
      handle = fromName(fileName);
    }
    Optional<Account> named = handle == null ? Optional.empty() : known(source, handle);
    if (request.account() != null) {
      return new Owner(stated(fileName, source, request.account(), handle, named), handle);
    }
    if (named.isPresent()) {
      return new Owner(named.get(), handle);
    }
    if (handle != null) {
      throw unknown(
          fileName,
          "its name says account "
              + Shown.text(handle)
              + ", which no account of "
              + source
              + " has as key or handle",
          source);
    }
    return new Owner(only(fileName, source), null);
  }

  private String fromName(String fileName) {
    Matcher matcher = java.util.Objects.requireNonNull(request.accountFrom()).matcher(fileName);
    if (!matcher.find() || matcher.group("account") == null) {
      throw new ConfigurationException(
          ErrorCode.IMPORT_UNPLACED,
          Shown.text(fileName)
              + ": --account-from "
              + matcher.pattern()
              + " does not match its name");
    }
    return matcher.group("account");
  }

  private Account stated(
      String fileName,
      String source,
      String key,
      @Nullable String handle,
      Optional<Account> named) {
    Optional<Account> known = known(source, key);
    if (named.isPresent() && !named.equals(known)) {
      throw new ConfigurationException(
          ErrorCode.IMPORT_UNPLACED,
          Shown.text(fileName)
              + ": its name says account "
              + named.get().key()
              + ", --account says "
              + Shown.text(key));
    }
    if (known.isPresent()) {
      return known.get();
    }
    if (!SafeName.isAccount(key)) {
      throw unknown(fileName, Shown.text(key) + " is neither an account key nor a handle", source);
    }
    List<String> handles = handle == null || handle.equals(key) ? List.of() : List.of(handle);
    return created.computeIfAbsent(
        source + "." + key, k -> new Account(key, handles, request.currency()));
  }

  private Account only(String fileName, String source) {
    Map<String, Account> accounts = new TreeMap<>(settings.accountsOf(source));
    if (accounts.size() == 1) {
      return accounts.values().iterator().next();
    }
    if (accounts.isEmpty() && source.equals(LABEL)) {
      return new Account(LABEL, List.of(), null);
    }
    if (accounts.isEmpty()) {
      throw unknown(fileName, source + " has no account yet", source);
    }
    throw new ConfigurationException(
        ErrorCode.IMPORT_UNPLACED,
        Shown.text(fileName)
            + ": "
            + source
            + " has several accounts: "
            + String.join(", ", accounts.keySet()));
  }

  private Optional<Account> known(String source, String keyOrHandle) {
    String wanted = plain(keyOrHandle);
    List<Account> all = new ArrayList<>(settings.accountsOf(source).values());
    created.forEach(
        (key, account) -> {
          if (key.startsWith(source + ".")) {
            all.add(account);
          }
        });
    Optional<Account> byKey = all.stream().filter(a -> a.key().equals(keyOrHandle)).findFirst();
    return byKey.isPresent()
        ? byKey
        : all.stream()
            .filter(a -> a.handles().stream().anyMatch(h -> plain(h).equals(wanted)))
            .findFirst();
  }

  private static String plain(String handle) {
    String lower = handle.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("@") ? lower.substring(1) : lower;
  }

  private ConfigurationException unknown(String fileName, String why, String source) {
    Map<String, Account> accounts = new TreeMap<>(settings.accountsOf(source));
    return new ConfigurationException(
        ErrorCode.IMPORT_ACCOUNT_UNKNOWN,
        Shown.text(fileName)
            + ": "
            + why
            + (accounts.isEmpty() ? "" : "; known are " + String.join(", ", accounts.keySet())));
  }

  /** The account a statement created, where it did. */
  Optional<Account> created(String source, String key) {
    return Optional.ofNullable(created.get(source + "." + key));
  }
}
