package com.bedrot.lake.conf.zone;

import com.bedrot.lake.conf.run.RunId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of an object in the landing zone, {@code <source>/<dataset>/<account>/<UTC
 * stamp>_<run>/<file>}; the only maker and parser of such names.
 *
 * @param stamp when the drop was made, to the millisecond
 * @param file name in the drop, {@link #MANIFEST} for the manifest
 */
public record LandingName(
    String source, String dataset, String account, Instant stamp, RunId run, String file) {
  /** The object written last; a file it does not name is not data. */
  public static final String MANIFEST = "manifest.json";

  private static final DateTimeFormatter STAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyyMMdd'T'HHmmss")
          .appendValue(ChronoField.MILLI_OF_SECOND, 3)
          .appendLiteral('Z')
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * @throws IllegalArgumentException if a part is not a safe name
   */
  public LandingName {
    if (!SafeName.isId(source) || !SafeName.isId(dataset) || !SafeName.isAccount(account)) {
      throw new IllegalArgumentException(
          "not a landing place: " + source + "/" + dataset + "/" + account);
    }
    Optional<String> problem = SafeName.problem(file);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(SafeName.shown(file) + ": " + problem.get());
    }
    stamp = stamp.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The manifest of a drop. */
  public static LandingName manifest(
      String source, String dataset, String account, Instant stamp, RunId run) {
    return new LandingName(source, dataset, account, stamp, run, MANIFEST);
  }

  /** The drop's prefix, ending in {@code /}. */
  public String drop() {
    return source + "/" + dataset + "/" + account + "/" + STAMP.format(stamp) + "_" + run + "/";
  }

  /** The object's key in the landing zone. */
  public String key() {
    return drop() + file;
  }

  /** The manifest's key of this drop. */
  public String manifestKey() {
    return drop() + MANIFEST;
  }

  /** Another file of the same drop. */
  public LandingName withFile(String name) {
    return new LandingName(source, dataset, account, stamp, run, name);
  }

  /** What a key of the landing zone says; empty where it is not of this shape. */
  public static Optional<LandingName> parse(String key) {
    String[] parts = key.split("/", -1);
    if (parts.length != 5) {
      return Optional.empty();
    }
    int cut = parts[3].indexOf('_');
    if (cut < 0) {
      return Optional.empty();
    }
    try {
      Instant stamp = Instant.from(STAMP.parse(parts[3].substring(0, cut)));
      RunId run = new RunId(parts[3].substring(cut + 1));
      return Optional.of(new LandingName(parts[0], parts[1], parts[2], stamp, run, parts[4]));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a drop prefix ending in {@code /} says; the file is the manifest. */
  public static Optional<LandingName> parseDrop(String drop) {
    return drop.endsWith("/") ? parse(drop + MANIFEST) : Optional.empty();
  }
}
