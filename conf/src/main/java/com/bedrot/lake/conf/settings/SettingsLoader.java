package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.Nearest;
import com.bedrot.lake.conf.error.Problems;
import com.bedrot.lake.conf.zone.Zone;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Loads the settings once: defaults, {@code conf/lake.yml}, {@code accounts.yml} and {@code
 * lake.yml} of LAKE_HOME, environment, command line; a later one wins. Reads only.
 */
public final class SettingsLoader {
  private static final Pattern SPARK_MASTER =
      Pattern.compile("local(\\[.+\\])?|yarn|spark://.+|k8s://.+");

  private final Environment environment;
  private final Map<String, String> overrides;
  private final Problems problems = new Problems();
  private final LayeredValues values = new LayeredValues(problems);

  private SettingsLoader(Environment environment, Map<String, String> overrides) {
    this.environment = environment;
    this.overrides = overrides;
  }

  /**
   * Loads and checks them.
   *
   * @param overrides dotted keys of the command line
   * @throws ConfigurationException listing every problem
   */
  public static LoadedSettings load(Environment environment, Map<String, String> overrides) {
    return new SettingsLoader(environment, overrides).load();
  }

  private LoadedSettings load() {
    for (SettingKey key : SettingKey.ALL) {
      values.set(key.name(), key.fallback(), "default");
    }
    Path root = projectRoot();
    readShippedFile(root);
    Path home = home(root);
    readHomeFile(home.resolve(AccountBook.FILE_NAME));
    readHomeFile(home.resolve("lake.yml"));
    readEnvironment();
    overrides.forEach((key, text) -> values.set(key, text, "command line"));
    values.set("project-root", root.toString(), originOf("project-root", "found"));
    values.set("home", home.toString(), originOf("home", "default"));
    Map<Zone, URI> zones = zones(root, home);
    LakeSettings settings = settings(root, home, zones);
    problems.throwIfAny(ErrorCode.CONFIG_INVALID, "the configuration");
    return new LoadedSettings(settings, values.all());
  }

  private LakeSettings settings(Path root, Path home, Map<Zone, URI> zones) {
    return new LakeSettings(
        root,
        home,
        zones,
        new StoreSettingsReader(values, problems, home).read(),
        AccountSettings.read(values),
        warehouse(),
        limits(),
        run(),
        ExtractSettingsReader.read(values),
        sessionKey(),
        new LakeSettings.Spark(
            master(), values.flag("spark.shared-disk"), values.under(SettingKey.SPARK_CONF)));
  }

  private LakeSettings.Warehouse warehouse() {
    String url = values.textOrNull("warehouse.url");
    if (url != null && !url.startsWith("jdbc:postgresql:")) {
      values.wrong("warehouse.url", "a URL like jdbc:postgresql://host/database", "");
    }
    return new LakeSettings.Warehouse(
        url,
        values.text("warehouse.user"),
        new Secret(values.text("warehouse.password")),
        values.text("warehouse.read-only-role"),
        values.duration("warehouse.idle"));
  }

  private LakeSettings.Limits limits() {
    long fieldBytes = values.bytes("limits.field-bytes");
    if (fieldBytes > Integer.MAX_VALUE) {
      fieldBytes = values.wrong("limits.field-bytes", "less than 2GiB", 1L);
    }
    return new LakeSettings.Limits(
        values.bytes("limits.file-bytes"),
        values.bytes("limits.inflated-bytes"),
        values.count("limits.inflate-ratio"),
        values.count("limits.name-bytes"),
        values.count("limits.columns"),
        (int) fieldBytes,
        values.bytes("limits.split-bytes"));
  }

  private LakeSettings.Run run() {
    boolean singleWriter = values.flag("run.single-writer");
    if (!singleWriter) {
      values.wrong("run.single-writer", "true, the only mode offered", true);
    }
    return new LakeSettings.Run(
        singleWriter,
        values.duration("run.lease-expiry"),
        values.month("run.first-period"),
        values.count("run.landing-threads"));
  }

  private Secret sessionKey() {
    Secret key = new Secret(values.text("session.key"));
    if (!key.isEmpty() && !key.reveal().matches("[A-Za-z0-9+/]{43}=")) {
      values.wrong("session.key", "32 bytes in base64 (`openssl rand -base64 32`)", "");
    }
    return key;
  }

  private String master() {
    String master = values.text("spark.master");
    return SPARK_MASTER.matcher(master).matches()
        ? master
        : values.wrong("spark.master", "local[*,4], spark://..., yarn or k8s://...", "local[*]");
  }

  private void readShippedFile(Path root) {
    Path file = root.resolve("conf").resolve("lake.yml");
    if (Files.isRegularFile(file)) {
      take(SettingsFile.read(file, "conf/lake.yml", problems), Set.of());
      return;
    }
    try (InputStream shipped = SettingsLoader.class.getResourceAsStream("/lake.yml")) {
      if (shipped != null) {
        String yaml = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
        take(SettingsFile.parse(yaml, "lake.yml (shipped)", problems), Set.of());
      }
    } catch (IOException e) {
      problems.add("lake.yml (shipped)", "cannot be read (" + e.getMessage() + ")");
    }
  }

  private void readHomeFile(Path file) {
    if (Files.isRegularFile(file)) {
      take(SettingsFile.read(file, file.toString(), problems), Set.of("home", "project-root"));
    }
  }

  private void take(Map<String, SettingsFile.Entry> entries, Set<String> refused) {
    Substitution substitution = new Substitution(environment, problems);
    entries.forEach(
        (name, entry) -> {
          SettingKey key = SettingKey.find(name);
          if (refused.contains(name)) {
            problems.add(entry.where(), name + " cannot be set in a file of LAKE_HOME");
          } else if (key != null
              && key.secret()
              && !entry.text().isEmpty()
              && !Substitution.refers(entry.text())) {
            problems.add(
                entry.where(),
                name
                    + " is a secret and does not belong in a file: set "
                    + key.variables().get(0)
                    + " or "
                    + key.variables().get(0)
                    + "_FILE");
          } else if (!entry.text().isEmpty() || key == null) {
            values.set(name, substitution.apply(entry.text(), entry.where()), entry.where());
          }
        });
  }

  private void readEnvironment() {
    Set<String> known = new HashSet<>();
    for (SettingKey key : SettingKey.ALL) {
      known.addAll(key.variables());
      fromEnvironment(key);
    }
    // the launcher has variables of its own: only what looks like a slip of the hand is refused
    for (String name : environment.names().stream().sorted().toList()) {
      if (name.startsWith("LAKE_") && !known.contains(stripped(name))) {
        Nearest.slipOf(name, known)
            .ifPresent(
                meant ->
                    problems.add(
                        "environment",
                        "unknown variable " + name + ", did you mean " + meant + "?"));
      }
    }
  }

  private void fromEnvironment(SettingKey key) {
    for (String variable : key.variables()) {
      Optional<String> given =
          key.secret()
              ? environment.secret(variable).map(Secret::reveal)
              : environment.get(variable);
      if (given.isPresent()) {
        values.set(key.name(), given.get(), "environment " + variable);
        return;
      }
    }
  }

  private static String stripped(String name) {
    return name.endsWith("_FILE") ? name.substring(0, name.length() - 5) : name;
  }

  private Path projectRoot() {
    String given = overrides.get("project-root");
    String chosen = given != null ? given : environment.get("PROJECT_ROOT").orElse("");
    return chosen.isEmpty() ? ProjectRoot.find() : path(chosen, Path.of(""), "project-root");
  }

  private Path home(Path root) {
    String given = overrides.get("home");
    String chosen =
        given != null ? given : environment.get("LAKE_HOME").orElse(values.text("home"));
    return path(chosen.isEmpty() ? ".lake" : chosen, root, "home");
  }

  private Path path(String text, Path base, String key) {
    try {
      return base.resolve(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      problems.add(key, "'" + text + "' is not a path");
      return base.toAbsolutePath();
    }
  }

  private String originOf(String key, String otherwise) {
    String origin = values.find(key).map(LayeredValues.Value::origin).orElse("default");
    return origin.equals("default") ? otherwise : origin;
  }

  private Map<Zone, URI> zones(Path root, Path home) {
    Map<Zone, URI> zones = new EnumMap<>(Zone.class);
    for (Zone zone : Zone.values()) {
      String key = "zones." + zone.id();
      String text = values.text(key);
      Optional<URI> uri =
          text.isEmpty()
              ? Optional.of(local(home.resolve("zones").resolve(zone.id())))
              : zone(key, root);
      uri.ifPresent(
          place -> {
            zones.put(zone, place);
            values.set(key, place.toString(), originOf(key, "default"));
          });
    }
    return zones;
  }

  private Optional<URI> zone(String key, Path root) {
    String text = values.text(key);
    try {
      URI uri = text.contains("://") ? new URI(text.replaceAll("/+$", "")) : null;
      if (uri == null) {
        return Optional.of(local(path(text, root, key)));
      }
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (scheme.equals("file") && uri.getPath() != null && !uri.getPath().isEmpty()) {
        return Optional.of(local(Path.of(uri.getPath())));
      }
      if ((scheme.equals("s3") || scheme.equals("s3a")) && uri.getHost() != null) {
        return Optional.of(
            URI.create("s3a://" + uri.getHost() + Objects.requireNonNullElse(uri.getPath(), "")));
      }
    } catch (URISyntaxException e) {
      return values.wrong(key, "file:///folder, s3a://bucket or a folder", Optional.empty());
    }
    return values.wrong(key, "file:///folder, s3a://bucket or a folder", Optional.empty());
  }

  private static URI local(Path folder) {
    String raw = folder.toUri().getRawPath();
    return URI.create("file://" + (raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw));
  }
}
