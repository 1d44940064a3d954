package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.microsoft.playwright.impl.driver.Driver;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Playwright's own download of the Chromium that fits it, by the driver it brings. */
public final class ChromiumDownload {
  private final ExtractSettings.Browser settings;
  private final Consumer<String> said;

  /**
   * @param said takes each line the driver prints
   */
  public ChromiumDownload(ExtractSettings.Browser settings, Consumer<String> said) {
    this.settings = settings;
    this.said = said;
  }

  /** Says what would be downloaded; nothing is. */
  public void plan() {
    driven(List.of("install", "--dry-run", "--no-shell", "chromium"));
  }

  /**
   * Downloads it, unless it is there.
   *
   * @throws ConnectionException {@code BROWSER_MISSING} where it cannot be had
   */
  public void run() {
    driven(List.of("install", "--no-shell", "chromium"));
  }

  private void driven(List<String> arguments) {
    DriverCache.use();
    ProcessBuilder builder =
        Driver.ensureDriverInstalled(BrowserProcess.variables(settings), false)
            .createProcessBuilder()
            .redirectErrorStream(true);
    builder.command().addAll(arguments);
    builder.environment().remove("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD");
    try {
      Process process = builder.start();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        lines.lines().forEach(said);
      }
      int status = process.waitFor();
      if (status != 0) {
        throw new ConnectionException(
            ErrorCode.BROWSER_MISSING, "Playwright's download ended with status " + status);
      }
    } catch (IOException failed) {
      throw new ConnectionException(
          ErrorCode.BROWSER_MISSING, "Playwright's driver does not start", failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LakeException(ErrorCode.INTERRUPTED, "interrupted while downloading", stop);
    }
  }
}
