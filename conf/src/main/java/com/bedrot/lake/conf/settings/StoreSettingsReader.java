package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.error.Problems;
import com.bedrot.lake.conf.settings.store.StoreKeys;
import com.bedrot.lake.conf.settings.store.StoreProtection;
import com.bedrot.lake.conf.settings.store.StoreProtection.Encryption;
import com.bedrot.lake.conf.settings.store.StoreProtection.RetentionMode;
import com.bedrot.lake.conf.settings.store.StoreRole;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the group {@code store}. */
final class StoreSettingsReader {
  private final LayeredValues values;
  private final Problems problems;
  private final Path home;

  StoreSettingsReader(LayeredValues values, Problems problems, Path home) {
    this.values = values;
    this.problems = problems;
    this.home = home;
  }

  LakeSettings.Store read() {
    String accessKey = values.textOrNull("store.access-key");
    Secret secretKey = new Secret(values.text("store.secret-key"));
    if ((accessKey == null) != secretKey.isEmpty()) {
      problems.add("store", "store.access-key and store.secret-key go together");
    }
    return new LakeSettings.Store(
        endpoint(),
        values.text("store.region"),
        values.flag("store.path-style"),
        accessKey,
        secretKey,
        protection(),
        roles());
  }

  private @Nullable URI endpoint() {
    String endpoint = values.textOrNull("store.endpoint");
    if (endpoint == null) {
      return null;
    }
    return endpoint.matches("https?://[^\\s/]+(/\\S*)?")
        ? URI.create(endpoint)
        : values.wrong(
            "store.endpoint", "a URL like http://127.0.0.1:9000", URI.create("http://invalid"));
  }

  private StoreProtection protection() {
    return new StoreProtection(
        encryption(),
        values.textOrNull("store.kms-key"),
        ca(),
        values.count("store.retention-years"),
        mode());
  }

  private Encryption encryption() {
    return switch (values.text("store.encryption").toLowerCase(Locale.ROOT)) {
      case "none" -> Encryption.NONE;
      case "aes256" -> Encryption.AES256;
      case "aws:kms" -> Encryption.KMS;
      default -> values.wrong("store.encryption", "none, AES256 or aws:kms", Encryption.NONE);
    };
  }

  private RetentionMode mode() {
    return switch (values.text("store.retention-mode").toLowerCase(Locale.ROOT)) {
      case "compliance" -> RetentionMode.COMPLIANCE;
      case "governance" -> RetentionMode.GOVERNANCE;
      default ->
          values.wrong(
              "store.retention-mode", "compliance or governance", RetentionMode.COMPLIANCE);
    };
  }

  private @Nullable Path ca() {
    String text = values.textOrNull("store.ca");
    if (text == null) {
      return null;
    }
    Path file = Path.of(text);
    return Files.isReadable(file)
        ? file.toAbsolutePath()
        : values.wrong("store.ca", "a readable PEM file", file);
  }

  private Map<StoreRole, StoreKeys> roles() {
    Map<StoreRole, StoreKeys> roles = new EnumMap<>(StoreRole.class);
    for (StoreRole role : StoreRole.values()) {
      String group = "store." + role.id();
      String secret = values.text(group + ".secret-key");
      if (secret.isEmpty()) {
        secret = kept(role);
      }
      if (!secret.isEmpty()) {
        roles.put(role, new StoreKeys(values.text(group + ".access-key"), new Secret(secret)));
      }
    }
    return roles;
  }

  /** The key that {@code lake store init} made and left in LAKE_HOME. */
  private String kept(StoreRole role) {
    Path file = LakeHome.storeKey(home, role);
    if (!Files.exists(file)) {
      return "";
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      problems.add(file.toString(), "cannot be read (" + e.getClass().getSimpleName() + ")");
      return "";
    }
  }
}
