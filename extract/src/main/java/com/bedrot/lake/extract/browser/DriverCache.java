package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.extract.TempFolder;
import com.microsoft.playwright.impl.driver.Driver;
import com.microsoft.playwright.impl.driver.jar.DriverJar;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Playwright's driver, unpacked once for each version into the user's cache. Playwright itself
 * unpacks its 135 MB into the folder for temporary files in every process, and leaves them there
 * when the process is killed.
 */
final class DriverCache {
  /** Where Playwright takes a driver that is unpacked already: as a property, as a variable. */
  private static final String GIVEN = "playwright.cli.dir";

  private static final String GIVEN_BY_VARIABLE = "PLAYWRIGHT_DRIVER_DIR";
  private static final Logger LOG = LoggerFactory.getLogger(DriverCache.class);

  private DriverCache() {}

  /**
   * Lets Playwright use the cached driver in this process. Where another driver is given that one
   * is used, and where the cache cannot be written Playwright does as it does by itself.
   */
  static synchronized void use() {
    Environment environment = Environment.ofProcess();
    if (System.getProperty(GIVEN) != null || environment.get(GIVEN_BY_VARIABLE).isPresent()) {
      return;
    }
    Path folder = folder(environment, Path.of(System.getProperty("user.home")));
    try {
      System.setProperty(GIVEN, unpacked(folder).toString());
    } catch (IOException failed) {
      LOG.warn("the browser's driver is not kept: cannot write {} ({})", folder, failed.toString());
    }
  }

  /** The folder of this version's driver; nothing is made. */
  static Path folder(Environment environment, Path userHome) {
    Path cache =
        environment
            .get("XDG_CACHE_HOME")
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElse(userHome.resolve(".cache"));
    String version =
        Optional.ofNullable(Driver.class.getPackage().getImplementationVersion()).orElse("unknown");
    return cache.resolve("lake").resolve("playwright-driver-" + version);
  }

  /**
   * Unpacks the driver beside the folder and then gives it its name, so that whoever sees the
   * folder sees a whole driver. One process at a time does so; what a killed one left is taken
   * away.
   */
  static Path unpacked(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(folder.resolveSibling(""));
    try (FileChannel gate =
            FileChannel.open(
                folder.resolveSibling(folder.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock passing = gate.lock()) {
      if (passing.isValid() && !Files.isDirectory(folder)) {
        unpack(folder);
      }
    }
    return folder;
  }

  private static void unpack(Path folder) throws IOException {
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    new TempFolder(part).close();
    try {
      DriverJar.installDriverTo(part);
    } catch (URISyntaxException impossible) {
      throw new IOException(impossible);
    }
    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
  }
}
