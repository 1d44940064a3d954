package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The label's own reference data: artists, stores, aliases. The shipped files are copied to {@code
 * LAKE_HOME/reference} on first use, where the label edits them, and landed as source {@code label}
 * like any other file. Later versions come by {@code lake import}.
 */
public final class ReferenceData {
  private static final String SOURCE = "label";
  private static final String FOLDER = "reference";
  private static final String CSV = ".csv";

  private final Lake lake;
  private final RunContext context;

  public ReferenceData(Lake lake, RunContext context) {
    this.lake = lake;
    this.context = context;
  }

  /**
   * Lands the reference data a lake has none of yet.
   *
   * @return what was landed; empty where the label's data is there already
   * @throws ConfigurationException CONFIG_INVALID where the shipped files cannot be copied
   */
  public List<FileOutcome> landIfAbsent() {
    Set<String> known = known();
    List<Path> missing = copied().stream().filter(f -> !known.contains(dataset(f))).toList();
    if (missing.isEmpty()) {
      return List.of();
    }
    RunContext own = RunContext.start(context.clock());
    return new FileImport(lake, own, ImportRequest.OPEN, progress -> {}).run(missing);
  }

  /** Names of the label's datasets that were landed before. */
  private Set<String> known() {
    Set<String> names = new HashSet<>();
    lake.ops().inbox().stream()
        .map(e -> e.drop().split("/"))
        .filter(parts -> parts[0].equals(SOURCE))
        .forEach(parts -> names.add(parts[1]));
    lake.ops().ledger().entries().stream()
        .filter(e -> e.source().equals(SOURCE))
        .forEach(e -> names.add(e.dataset()));
    return names;
  }

  private static String dataset(Path file) {
    return String.valueOf(file.getFileName()).replace(CSV, "");
  }

  /** The files under LAKE_HOME; one the label has edited is left as it is. */
  private List<Path> copied() {
    Path shipped = lake.settings().projectRoot().resolve("conf").resolve(FOLDER);
    Path own = lake.settings().home().resolve(FOLDER);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> defaults = Files.list(shipped)) {
      Files.createDirectories(own);
      for (Path file : defaults.filter(f -> f.toString().endsWith(CSV)).sorted().toList()) {
        Path copy = own.resolve(String.valueOf(file.getFileName()));
        if (Files.notExists(copy)) {
          Files.copy(file, copy);
        }
        files.add(copy);
      }
      return files;
    } catch (IOException e) {
      throw new ConfigurationException(
          ErrorCode.CONFIG_INVALID, "reference data cannot be copied to " + own + ": " + e, e);
    }
  }
}
