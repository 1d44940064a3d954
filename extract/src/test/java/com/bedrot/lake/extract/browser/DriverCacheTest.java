package com.bedrot.lake.extract.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.settings.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverCacheTest {
  @TempDir Path cache;

  private Path folder() {
    return DriverCache.folder(
        Environment.of(Map.of("XDG_CACHE_HOME", cache.toString())), Path.of("/nowhere"));
  }

  @Test
  void theFolderIsTheVersionsOwnInTheUsersCache() {
    assertThat(folder().getParent()).isEqualTo(cache.resolve("lake"));
    assertThat(folder().getFileName().toString()).matches("playwright-driver-\\d+\\.\\d+\\.\\d+");
    assertThat(DriverCache.folder(Environment.of(Map.of()), cache).getParent())
        .isEqualTo(cache.resolve(".cache/lake"));
    assertThat(
            DriverCache.folder(Environment.of(Map.of("XDG_CACHE_HOME", "relative")), cache)
                .getParent())
        .isEqualTo(cache.resolve(".cache/lake"));
  }

  @Test
  void aWholeDriverIsUnpackedOnceAndWhatAKilledProcessLeftIsTakenAway() throws IOException {
    Path part = folder().resolveSibling(folder().getFileName() + ".part");
    Files.createDirectories(part.resolve("package"));
    Files.writeString(part.resolve("half"), "half of it");

    Path driver = DriverCache.unpacked(folder());

    assertThat(driver.resolve("node")).isExecutable();
    assertThat(driver.resolve("package/cli.js")).isNotEmptyFile();
    assertThat(driver.resolve("half")).doesNotExist();
    assertThat(part).doesNotExist();

    Object unpacked = Files.getLastModifiedTime(driver.resolve("node"));
    assertThat(DriverCache.unpacked(folder())).isEqualTo(driver);
    assertThat(Files.getLastModifiedTime(driver.resolve("node"))).isEqualTo(unpacked);
    try (Stream<Path> kept = Files.list(driver.getParent())) {
      assertThat(kept.filter(Files::isDirectory)).containsExactly(driver);
    }
  }
}
