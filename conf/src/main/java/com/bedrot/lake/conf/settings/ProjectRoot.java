package com.bedrot.lake.conf.settings;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Finds the installation: the folder above the program, else above the user, with our conf. */
final class ProjectRoot {
  private ProjectRoot() {}

  static Path find() {
    Path byProgram = above(program());
    if (byProgram != null) {
      return byProgram;
    }
    Path here = Path.of("").toAbsolutePath();
    Path byFolder = above(here);
    return byFolder == null ? here : byFolder;
  }

  private static @Nullable Path above(@Nullable Path start) {
    for (Path p = start; p != null; p = p.getParent()) {
      if (Files.isRegularFile(p.resolve("conf").resolve("lake.yml"))) {
        return p;
      }
    }
    return null;
  }

  private static @Nullable Path program() {
    CodeSource code = ProjectRoot.class.getProtectionDomain().getCodeSource();
    try {
      return code == null ? null : Path.of(code.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }
}
