package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The environment variables of the process; nothing else reads them. An empty one is not set. */
public final class Environment {
  private final Map<String, String> variables;

  private Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** The variables this process was started with. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /** These variables and no others. */
  public static Environment of(Map<String, String> variables) {
    return new Environment(variables);
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  public Set<String> names() {
    return variables.keySet();
  }

  /**
   * The secret of that name: its variable, or the content of the file {@code NAME_FILE} names,
   * without the line end.
   *
   * @throws ConfigurationException {@code CONFIG_SECRET_TWICE} if both are set, {@code
   *     CONFIG_INVALID} if the file cannot be read
   */
  public Optional<Secret> secret(String name) {
    Optional<String> file = get(name + "_FILE");
    if (file.isEmpty()) {
      return get(name).map(Secret::new);
    }
    if (get(name).isPresent()) {
      throw new ConfigurationException(
          ErrorCode.CONFIG_SECRET_TWICE, name + " and " + name + "_FILE are both set");
    }
    try {
      return Optional.of(
          new Secret(Files.readString(Path.of(file.get()), StandardCharsets.UTF_8).strip()));
    } catch (IOException e) {
      throw new ConfigurationException(
          ErrorCode.CONFIG_INVALID,
          name + "_FILE: cannot read " + file.get() + " (" + e.getClass().getSimpleName() + ")",
          e);
    }
  }
}
