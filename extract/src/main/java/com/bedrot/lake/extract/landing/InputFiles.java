package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files that the arguments of an import name: files, folders, globs. */
public final class InputFiles {
  private static final Set<String> NOT_DATA = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");

  private InputFiles() {}

  /**
   * Every file once, in order; folders with all files below them. An argument that exists is never
   * taken as a glob.
   *
   * @throws ConfigurationException {@code USAGE_INVALID} for an argument that names nothing
   */
  public static List<Path> of(List<String> arguments) {
    Set<Path> files = new LinkedHashSet<>();
    for (String argument : arguments) {
      List<Path> found = expand(argument);
      if (found.isEmpty()) {
        throw new ConfigurationException(
            ErrorCode.USAGE_INVALID, "there is no file " + Shown.text(argument));
      }
      files.addAll(found);
    }
    return List.copyOf(files);
  }

  private static List<Path> expand(String argument) {
    try {
      Path path = Path.of(argument);
      if (Files.isDirectory(path)) {
        return below(path, p -> true);
      }
      if (Files.exists(path)) {
        return List.of(path);
      }
    } catch (InvalidPathException notAPath) {
      return List.of();
    }
    return glob(argument);
  }

  private static List<Path> glob(String argument) {
    int wild = firstWild(argument);
    if (wild < 0) {
      return List.of();
    }
    int slash = argument.lastIndexOf('/', wild);
    String folder = slash < 0 ? "." : argument.substring(0, slash + 1);
    String pattern = argument.substring(slash + 1);
    Path base = Path.of(folder);
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    return below(base, p -> matcher.matches(base.relativize(p)));
  }

  private static int firstWild(String argument) {
    for (int i = 0; i < argument.length(); i++) {
      if ("*?[{".indexOf(argument.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<Path> below(Path folder, PathMatcher wanted) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files =
          new ArrayList<>(
              walk.filter(Files::isRegularFile)
                  .filter(p -> !NOT_DATA.contains(p.getFileName().toString()))
                  .filter(wanted::matches)
                  .toList());
      files.sort(null);
      return files;
    } catch (IOException | UncheckedIOException e) {
      throw new ConfigurationException(
          ErrorCode.USAGE_INVALID, "cannot read folder " + folder + ": " + e.getMessage());
    }
  }
}
