package com.bedrot.lake.extract.cron;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.extract.session.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The file of variables cron's ticks start with, {@code LAKE_HOME/cron/environment}: {@code
 * NAME=value} lines, taken literally, for its owner only. Made once from the variables of the
 * installing shell that mean something to the lake; after that it is the person's.
 */
public final class CronEnvironment {
  private static final Pattern MEANT =
      Pattern.compile(
          "PATH|LANG|LC_ALL|JAVA_HOME|SPARK_HOME|PROJECT_ROOT|PLAYWRIGHT_[A-Z_]+|[A-Z]+_ZONE"
              + "|AWS_[A-Z_]+|LAKE_[A-Z0-9_]+|(HTTP|HTTPS|NO)_PROXY|(http|https|no)_proxy");

  private final Path file;

  public CronEnvironment(Path home) {
    this.file = home.resolve("cron").resolve("environment");
  }

  public Path file() {
    return file;
  }

  /**
   * Makes the file where it is missing.
   *
   * @return names of variables that are set here and not said there
   */
  public List<String> prepare(Environment environment, Path home) {
    Map<String, String> meant = meant(environment, home);
    try {
      PrivateFiles.folder(file.resolveSibling(""));
      if (!Files.exists(file)) {
        PrivateFiles.replace(file, text(meant).getBytes(StandardCharsets.UTF_8));
      }
      TreeSet<String> missing = new TreeSet<>(meant.keySet());
      Files.readAllLines(file).forEach(line -> missing.remove(line.replaceFirst("=.*", "")));
      return List.copyOf(missing);
    } catch (IOException e) {
      throw new ConfigurationException(
          ErrorCode.CONFIG_INVALID, "cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, String> meant(Environment environment, Path home) {
    Map<String, String> meant = new TreeMap<>();
    for (String name : environment.names()) {
      if (MEANT.matcher(name).matches()) {
        environment.get(name).filter(v -> v.indexOf('\n') < 0).ifPresent(v -> meant.put(name, v));
      }
    }
    meant.put("LAKE_HOME", home.toString());
    return meant;
  }

  private static String text(Map<String, String> variables) {
    StringBuilder text = new StringBuilder();
    text.append("# What the lake's cron entries start with: NAME=value, taken as it is.\n");
    variables.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }
}
