package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.Problems;
import com.bedrot.lake.conf.zone.SafeName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accounts that {@code lake import --account} created, in {@code accounts.yml} of LAKE_HOME: a
 * settings layer between {@code conf/lake.yml} and the user's {@code lake.yml}.
 */
public final class AccountBook {
  static final String FILE_NAME = "accounts.yml";
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path home;

  public AccountBook(Path home) {
    this.home = home;
  }

  /**
   * Remembers the account; what was known of it is replaced. Safe against other processes.
   *
   * @throws IllegalArgumentException if source, key or a handle is not safe
   */
  public void remember(String source, LakeSettings.Account account) {
    String base = SettingKey.ACCOUNTS + source + "." + account.key();
    if (!SafeName.isId(source) || !SafeName.isAccount(account.key())) {
      throw new IllegalArgumentException("not an account: " + SafeName.shown(base));
    }
    if (account.handles().stream().anyMatch(AccountBook::isUnsafe)) {
      throw new IllegalArgumentException("not a handle: " + account.handles());
    }
    new LakeHome(home).prepare();
    Path lock = home.resolve(FILE_NAME + ".lock");
    synchronized (IN_THIS_PROCESS) {
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (held.isValid()) {
          rewrite(base, account);
        }
      } catch (IOException e) {
        throw new ConnectionException(
            ErrorCode.STORE_DENIED,
            "cannot write " + home.resolve(FILE_NAME) + ": " + e.getMessage(),
            e);
      }
    }
  }

  private void rewrite(String base, LakeSettings.Account account) throws IOException {
    Path file = home.resolve(FILE_NAME);
    Map<String, String> lines = new TreeMap<>();
    if (Files.exists(file)) {
      Problems problems = new Problems();
      SettingsFile.read(file, file.toString(), problems)
          .forEach((key, entry) -> lines.put(key, entry.text()));
      problems.throwIfAny(ErrorCode.CONFIG_INVALID, FILE_NAME);
    }
    lines.put(base + ".handles", String.join(",", account.handles()));
    if (account.currency() != null) {
      lines.put(base + ".currency", account.currency());
    }
    StringBuilder text =
        new StringBuilder(
            "# Accounts created by `lake import --account`; lake.yml beside it wins.\n");
    lines.forEach((key, value) -> text.append(key).append(": '").append(value).append("'\n"));
    Path made = Files.writeString(Files.createTempFile(home, ".accounts", ".tmp"), text);
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isUnsafe(String handle) {
    return handle.contains(",")
        || handle.contains("'")
        || handle.contains("${")
        || !SafeName.shown(handle).equals(handle);
  }
}
