package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.settings.LakeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Free space below the home and every zone on local disk. */
record DiskCheckup(LakeSettings settings) implements Checkup {
  private static final long TOO_LITTLE = 1L << 30;
  private static final long LITTLE = 5L << 30;

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public List<Finding> look() {
    Set<Path> places = new LinkedHashSet<>();
    places.add(existing(settings.home()));
    for (URI zone : settings.zones().values()) {
      if ("file".equals(zone.getScheme())) {
        places.add(existing(Path.of(zone.getPath())));
      }
    }
    List<Finding> findings = new ArrayList<>();
    Set<String> disks = new LinkedHashSet<>();
    for (Path place : places) {
      try {
        if (disks.add(Files.getFileStore(place).toString())) {
          findings.add(space(place, Files.getFileStore(place).getUsableSpace()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return findings;
  }

  static Finding space(Path place, long free) {
    String found = MachineCheckup.gibibytes(free) + " free at " + place;
    if (free >= LITTLE) {
      return Finding.ok("disk", found);
    }
    String why = "a run keeps every landed byte and writes tables beside what it replaces";
    String fix = "free space, enlarge the volume, or run `lake maintain`";
    return free < TOO_LITTLE
        ? Finding.down("disk", found, why, fix)
        : Finding.warn("disk", found, why, fix);
  }

  private static Path existing(Path place) {
    Path p = place.toAbsolutePath();
    while (!Files.exists(p) && p.getParent() != null) {
      p = p.getParent();
    }
    return p;
  }
}
