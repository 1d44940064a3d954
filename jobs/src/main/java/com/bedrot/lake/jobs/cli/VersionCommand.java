package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.settings.LakeHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake version}. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Prints the versions of the program, its home's format and Java.")
public final class VersionCommand implements Callable<Integer> {
  private static final String BUILT = "/META-INF/maven/com.bedrot.lake/lake-conf/pom.properties";

  private final CommandContext context;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  VersionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("version", program());
    versions.put("home_format", LakeHome.FORMAT);
    versions.put("java", Runtime.version().toString());
    if (json) {
      context.printer().json(1, versions);
    } else {
      context.printer().result("lake " + versions.get("version"));
      context.printer().result("home format " + versions.get("home_format"));
      context.printer().result("java " + versions.get("java"));
    }
    return ExitCode.OK.status();
  }

  /** As the jar says; classes run from a build folder have none. */
  private static String program() {
    try (InputStream in = LakeHome.class.getResourceAsStream(BUILT)) {
      if (in == null) {
        return "unpackaged";
      }
      Properties built = new Properties();
      built.load(in);
      return built.getProperty("version", "unpackaged");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
