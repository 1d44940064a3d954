package com.bedrot.lake.extract.demo;

import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.extract.demo.DemoSocial.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the files of an invented label with two artists: eighteen months of statements with a late
 * one, a few broken rows and a web page saved as a statement; advertising dumps with restated days;
 * account statistics with overlapping windows and a file downloaded twice.
 */
public final class DemoFiles {
  /** The last day the files know of. */
  public static final LocalDate LAST_DAY = LocalDate.of(2026, 10, 31);

  private static final String LOGIN_PAGE =
      "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n"
          + "<body><form action=\"/signin\"><input name=\"email\"></form></body></html>\n";

  private final Path root;
  private final long seed;

  /**
   * @param root is created; files of the same name are replaced
   */
  public DemoFiles(Path root, long seed) {
    this.root = root;
    this.seed = seed;
  }

  /** Writes everything, the same bytes for the same seed. */
  public List<DemoFolder> write() throws IOException {
    return List.of(firstStatements(), secondStatements(), ads(), firstSocial(), secondSocial());
  }

  private DemoFolder firstStatements() throws IOException {
    DemoStatements artist =
        new DemoStatements(
            "PIG1987",
            List.of(
                "DYSMORPHIA",
                "TRANSFORMER ARCHITECTURE",
                "The State, the World",
                "Zo\u00e9 in Ruins"),
            "QZDEM26",
            seed,
            YearMonth.from(LAST_DAY));
    Path folder = root.resolve("distrokid").resolve("pig1987");
    List<Path> files = new ArrayList<>();
    YearMonth newest = YearMonth.from(LAST_DAY);
    for (YearMonth report : List.of(newest.minusMonths(2), newest)) {
      String text = DemoStatements.tabSeparated(artist.until(report));
      String broken = report.equals(newest) ? DemoStatements.brokenLines() : "";
      files.add(file(folder, "distrokid_bank_details_" + report + ".tsv", text + broken));
    }
    YearMonth late = newest.minusMonths(4);
    files.add(
        file(
            folder,
            "distrokid_bank_details_late_" + late + ".tsv",
            DemoStatements.tabSeparated(artist.until(late))));
    files.add(file(folder, "distrokid_bank_details_login.csv", LOGIN_PAGE));
    return new DemoFolder(folder, "distrokid", "bank_details", "pig1987", null, files);
  }

  private DemoFolder secondStatements() throws IOException {
    DemoStatements artist =
        new DemoStatements(
            "ZONE A0",
            List.of("THE SOURCE", "Endless \"Night\"", "Sleep, Machine"),
            "QZDEM27",
            seed + 1,
            YearMonth.from(LAST_DAY));
    Path folder = root.resolve("distrokid").resolve("zone-a0");
    YearMonth newest = YearMonth.from(LAST_DAY);
    Path statement =
        file(
            folder,
            "distrokid_bank_details_zone_a0_" + newest + ".csv",
            DemoStatements.quoted(artist.until(newest)));
    return new DemoFolder(folder, "distrokid", "bank_details", "zone-a0", null, List.of(statement));
  }

  private DemoFolder ads() throws IOException {
    DemoAds ads = new DemoAds(seed);
    Path folder = root.resolve("metaads").resolve("label-ads");
    LocalDate first = LAST_DAY.minusDays(31);
    List<Path> files = new ArrayList<>();
    files.add(file(folder, "campaigns_" + epoch(LAST_DAY) + ".json", ads.campaigns()));
    files.add(file(folder, "adsets_" + epoch(LAST_DAY) + ".json", ads.adsets()));
    files.add(file(folder, "ads_" + epoch(LAST_DAY) + ".json", ads.ads()));
    files.add(
        file(
            folder,
            "insights_" + epoch(first) + ".json",
            LakeJson.pretty(ads.insights(LocalDate.of(2026, 8, 1), first.minusDays(1), false))));
    files.add(
        file(
            folder,
            "insights_" + epoch(LAST_DAY) + ".json",
            DemoAds.pages(ads.insights(first.minusDays(3), LAST_DAY.minusDays(1), true))));
    return new DemoFolder(folder, "metaads", null, "label-ads", "USD", files);
  }

  private DemoFolder firstSocial() throws IOException {
    DemoSocial social = new DemoSocial(seed, Language.AMERICAN);
    Path folder = root.resolve("tiktok").resolve("pig1987");
    List<Path> files = new ArrayList<>();
    files.add(export(folder, social, "pig1987", LAST_DAY.minusDays(60), 365, 0));
    files.add(export(folder, social, "pig1987", LAST_DAY, 60 + 14, 0));
    files.add(export(folder, social, "pig1987", LAST_DAY, 60 + 14, 74));
    return new DemoFolder(folder, "tiktok", "overview", "pig1987", null, files);
  }

  private DemoFolder secondSocial() throws IOException {
    DemoSocial social = new DemoSocial(seed + 7, Language.SPANISH);
    Path folder = root.resolve("tiktok").resolve("zone-a0");
    List<Path> files = new ArrayList<>();
    files.add(export(folder, social, "zone.a0", LAST_DAY.minusDays(170), 365, 0));
    files.add(export(folder, social, "zone.a0", LAST_DAY, 180, 0));
    return new DemoFolder(folder, "tiktok", "overview", "zone-a0", null, files);
  }

  /** An export made on a day, of the days before it; seconds tell a second download apart. */
  private static Path export(
      Path folder, DemoSocial social, String handle, LocalDate made, int days, int seconds)
      throws IOException {
    LocalDate from = made.minusDays(days);
    long epoch = epoch(made) + seconds;
    String name = "Overview_" + from + "_" + epoch + "_" + handle + ".zip";
    String overview = social.overview(from, made.minusDays(1));
    byte[] archive = DemoSocial.archive(overview, made.atTime(9, 0).plusSeconds(seconds));
    Files.createDirectories(folder);
    return Files.write(folder.resolve(name), archive);
  }

  private static Path file(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder);
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static long epoch(LocalDate day) {
    return day.atTime(9, 0).toEpochSecond(ZoneOffset.UTC);
  }
}
