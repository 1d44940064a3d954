package com.bedrot.lake.conf.settings;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Chromium of this machine, which portals are fetched with.
 *
 * @param program absolute path
 * @param foundBy {@code setting, playwright} or {@code system}
 */
public record Chromium(Path program, String foundBy) {
  /** The setting that says to do without. */
  public static final Path NONE = Path.of("none");

  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/bin"),
          Path.of("/usr/local/bin"),
          Path.of("/snap/bin"),
          Path.of("/opt/google/chrome"));
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> INSIDE =
      List.of(
          "chrome-linux/chrome",
          "chrome-linux64/chrome",
          "chrome-mac/Chromium.app/Contents/MacOS/Chromium");
  private static final long VERSION_SECONDS = 10;

  /**
   * The one of the settings; where they are silent, Playwright's own, else the system's. Empty
   * where there is none, or {@link #NONE} is set.
   */
  public static Optional<Chromium> find(@Nullable Path configured) {
    Path user = Path.of(System.getProperty("user.home", "/"));
    return find(
        configured,
        List.of(user.resolve(".cache/ms-playwright"), user.resolve("Library/Caches/ms-playwright")),
        FOLDERS);
  }

  static Optional<Chromium> find(@Nullable Path configured, List<Path> caches, List<Path> folders) {
    if (configured != null) {
      return configured.equals(NONE)
          ? Optional.empty()
          : Optional.of(new Chromium(configured, "setting"));
    }
    return caches.stream()
        .flatMap(Chromium::downloaded)
        .findFirst()
        .map(program -> new Chromium(program, "playwright"))
        .or(
            () ->
                NAMES.stream()
                    .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(program -> new Chromium(program, "system")));
  }

  /**
   * As {@link #find(Path)}.
   *
   * @throws ConnectionException {@code BROWSER_MISSING}
   */
  public static Chromium require(@Nullable Path configured) {
    return find(configured)
        .orElseThrow(() -> new ConnectionException(ErrorCode.BROWSER_MISSING, missing(configured)));
  }

  /** Where it was looked for in vain. */
  public static String missing(@Nullable Path configured) {
    return configured != null
        ? "extract.browser.chromium is " + configured
        : "neither the settings nor Playwright's cache nor "
            + String.join(", ", FOLDERS.stream().map(Path::toString).toList())
            + " have one";
  }

  /** What it says its version is; empty where it does not start. */
  public Optional<String> version() {
    try {
      Process asked =
          new ProcessBuilder(program.toString(), "--version")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!asked.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) {
        asked.destroyForcibly();
        return Optional.empty();
      }
      String text = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(text.strip()).filter(said -> asked.exitValue() == 0 && !said.isEmpty());
    } catch (IOException broken) {
      return Optional.empty();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Stream<Path> downloaded(Path cache) {
    if (!Files.isDirectory(cache)) {
      return Stream.empty();
    }
    try (Stream<Path> kept = Files.list(cache)) {
      return kept
          .filter(folder -> folder.getFileName().toString().matches("chromium-\\d+"))
          .sorted(Comparator.comparingInt(Chromium::revision).reversed())
          .toList()
          .stream()
          .flatMap(folder -> INSIDE.stream().map(folder::resolve))
          .filter(Files::isExecutable);
    } catch (IOException unreadable) {
      return Stream.empty();
    }
  }

  private static int revision(Path folder) {
    return Integer.parseInt(folder.getFileName().toString().substring("chromium-".length()));
  }
}
