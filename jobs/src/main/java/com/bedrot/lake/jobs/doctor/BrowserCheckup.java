package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.Chromium;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which Chromium portals are fetched with. APIs and imports need none.
 *
 * @param configured the one of the settings, or null
 * @param found the one that would be started
 */
record BrowserCheckup(@Nullable Path configured, Optional<Chromium> found) implements Checkup {
  static BrowserCheckup of(@Nullable Path configured) {
    return new BrowserCheckup(configured, Chromium.find(configured));
  }

  @Override
  public String name() {
    return "browser";
  }

  @Override
  public List<Finding> look() {
    return List.of(found.map(this::started).orElseGet(this::missing));
  }

  private Finding started(Chromium chromium) {
    String which = chromium.program() + " (" + chromium.foundBy() + ")";
    return chromium
        .version()
        .map(version -> Finding.ok(name(), version + ", " + which))
        .orElseGet(
            () ->
                Finding.down(
                    name(),
                    which + " does not start",
                    "portals cannot be fetched",
                    ErrorCode.BROWSER_MISSING.fix()));
  }

  private Finding missing() {
    String why = Chromium.missing(configured) + "; portals cannot be fetched, APIs can";
    return Finding.warn(name(), "there is no Chromium", why, ErrorCode.BROWSER_MISSING.fix());
  }
}
