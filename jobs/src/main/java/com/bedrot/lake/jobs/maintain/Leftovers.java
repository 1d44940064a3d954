package com.bedrot.lake.jobs.maintain;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Half-written objects of processes that were killed: hidden files in zones on local disk. */
final class Leftovers {
  private static final String HIDDEN = ".lake-";
  private static final Duration STILL_BEING_WRITTEN = Duration.ofHours(24);

  private final Collection<URI> zones;
  private final Instant now;

  Leftovers(Collection<URI> zones, Instant now) {
    this.zones = List.copyOf(zones);
    this.now = now;
  }

  List<Act> look(Upkeep upkeep) {
    List<Act> acts = new ArrayList<>();
    for (URI zone : zones) {
      if ("file".equals(zone.getScheme()) && Files.isDirectory(Path.of(zone.getPath()))) {
        acts.addAll(under(Path.of(zone.getPath()), upkeep));
      }
    }
    return acts;
  }

  private List<Act> under(Path zone, Upkeep upkeep) {
    List<Act> acts = new ArrayList<>();
    try (Stream<Path> all = Files.walk(zone)) {
      for (Path file : all.filter(this::isLeftOver).sorted().toList()) {
        acts.add(new Act("remove", file.toString(), Files.size(file) + " bytes never finished"));
        if (upkeep == Upkeep.DOING) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_DENIED, "cannot look through " + zone + ": " + e.getMessage(), e);
    }
    return acts;
  }

  private boolean isLeftOver(Path file) {
    try {
      return String.valueOf(file.getFileName()).startsWith(HIDDEN)
          && Files.isRegularFile(file)
          && Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(STILL_BEING_WRITTEN));
    } catch (IOException gone) {
      return false;
    }
  }
}
