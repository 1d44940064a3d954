package com.bedrot.lake.extract.cron;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The zone of the machine's clock, by which cron goes; our own processes all run in UTC. */
public final class MachineZone {
  private static final String ZONES = "/zoneinfo/";

  private MachineZone() {}

  /** What that link (on a machine {@code /etc/localtime}) leads to; UTC where it is none. */
  public static ZoneId of(Path localtime) {
    try {
      String target = localtime.toRealPath().toString();
      int at = target.indexOf(ZONES);
      return at < 0 || !Files.isSymbolicLink(localtime)
          ? ZoneOffset.UTC
          : ZoneId.of(target.substring(at + ZONES.length()));
    } catch (IOException | DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
