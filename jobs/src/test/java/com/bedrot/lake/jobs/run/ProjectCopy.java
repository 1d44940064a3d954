package com.bedrot.lake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A project folder with the shipped settings and contracts, to be changed. */
record ProjectCopy(Path root) {
  static ProjectCopy at(Path root) throws IOException {
    Path conf = Path.of("").toAbsolutePath().getParent().resolve("conf");
    for (String part : List.of("contracts", "tables", "reference")) {
      tree(conf.resolve(part), root.resolve("conf").resolve(part));
    }
    Files.copy(conf.resolve("lake.yml"), root.resolve("conf/lake.yml"));
    return new ProjectCopy(root);
  }

  /** Copies a folder with all it holds. */
  static void tree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** Replaces a text of a file under {@code conf}. */
  ProjectCopy with(String file, String text, String replacement) throws IOException {
    Path path = root.resolve("conf").resolve(file);
    String content = Files.readString(path);
    assertThat(content).contains(text);
    Files.writeString(path, content.replace(text, replacement));
    return this;
  }
}
