package com.bedrot.lake.extract.demo;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One folder of written files and how it is imported.
 *
 * @param dataset null where every file tells its own
 * @param currency null where the files say it
 */
public record DemoFolder(
    Path folder,
    String source,
    @Nullable String dataset,
    String account,
    @Nullable String currency,
    List<Path> files) {
  public DemoFolder {
    files = List.copyOf(files);
  }

  /** The arguments of {@code lake import} for this folder. */
  public List<String> importArguments() {
    List<String> arguments =
        new java.util.ArrayList<>(List.of(folder.toString(), "--source", source));
    if (dataset != null) {
      arguments.addAll(List.of("--dataset", dataset));
    }
    arguments.addAll(List.of("--account", account));
    if (currency != null) {
      arguments.addAll(List.of("--currency", currency));
    }
    return List.copyOf(arguments);
  }
}
