package com.bedrot.lake.extract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.ledger.InboxEntry;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.zone.Zone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-10-31T12:00:00Z"), ZoneOffset.UTC);
  private static final String STATEMENT =
      "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\t"
          + "Song/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n"
          + "2026-09-03\t2026-07\tSpotify\tPIG1987\tSong\tQZTB22265527\t197389991934\t3\t100\tSong\t"
          + "US\t0\t0.011000000000\n";
  private static final String OVERVIEW =
      "\ufeff\"Date\",\"Video Views\",\"Profile Views\",\"Likes\",\"Comments\",\"Shares\"\n"
          + "\"October 28\",\"1\",\"2\",\"3\",\"-1\",\"0\"\n\"October 29\",\"0\",\"0\",\"0\",\"0\",\"0\"";
  private static final String CAMPAIGNS = "[{\"id\":\"120224907266750075\",\"name\":\"C\"}]";
  private static final String ADS =
      "[{\"id\":\"1\",\"name\":\"A\",\"adset_id\":\"2\",\"campaign_id\":\"3\"}]";

  @TempDir Path folder;
  private Path in;
  private Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void folders() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    home = folder.resolve("home");
  }

  private Environment environment() {
    return Environment.of(Map.of("LAKE_HOME", home.toString()));
  }

  private Lake lake() {
    return LakeOpener.open(Map.of(), environment());
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    Printer printer = new Printer(stream(out), stream(err), Terminal.PLAIN);
    CommandContext context = new CommandContext(printer, environment(), RunContext.start(CLOCK));
    return LakeCommandLine.run(ExtractCommand.class, context, arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Path file(String name, String content) throws IOException {
    Path path = in.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }

  private Path zip(String name, String... namesAndContents) throws IOException {
    return zip(name, LocalDateTime.of(2026, 10, 30, 8, 0), namesAndContents);
  }

  private Path zip(String name, LocalDateTime at, String... namesAndContents) throws IOException {
    Path path = in.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        ZipEntry entry = new ZipEntry(namesAndContents[i]);
        entry.setTimeLocal(at);
        zip.putNextEntry(entry);
        zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return path;
  }

  private List<Manifest> manifests() {
    return lake().store(Zone.LANDING).list("").stream()
        .map(ObjectInfo::key)
        .filter(k -> k.endsWith("/manifest.json") && !k.startsWith("label/"))
        .map(k -> LakeJson.read(lake().store(Zone.LANDING).get(k), Manifest.class))
        .toList();
  }

  private Manifest onlyManifest() {
    List<Manifest> all = manifests();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<String> landedKeys() {
    return lake().store(Zone.LANDING).list("").stream()
        .map(ObjectInfo::key)
        .filter(k -> !k.startsWith("label/"))
        .toList();
  }

  private List<InboxEntry> inbox() {
    return lake().ops().inbox().stream().filter(e -> !e.drop().startsWith("label/")).toList();
  }

  private String why() {
    return err.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(l -> l.startsWith("  why: "))
        .map(l -> l.substring(7))
        .reduce((a, b) -> a + "\n" + b)
        .orElse("");
  }

  private String code() {
    String text = err.toString(StandardCharsets.UTF_8);
    return text.startsWith("error ") ? text.substring(6, text.indexOf(':')) : text;
  }

  private String result() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void landsAFileWithItsExactBytesManifestAndAnnouncement() throws IOException {
    Path file = file("distrokid_bank.tsv", STATEMENT);
    assertThat(run("import", file.toString(), "--source", "distrokid", "--account", "sg")).isZero();
    assertThat(result()).endsWith("1 file landed\n").contains("distrokid.bank_details  sg");
    Manifest manifest = onlyManifest();
    assertThat(manifest.source()).isEqualTo("distrokid");
    assertThat(manifest.dataset()).isEqualTo("bank_details");
    assertThat(manifest.account()).isEqualTo("sg");
    assertThat(manifest.landedAt()).isEqualTo(CLOCK.instant());
    Manifest.ManifestFile landed = manifest.files().get(0);
    assertThat(landed.name()).isEqualTo("distrokid_bank.tsv");
    assertThat(landed.contentSha256()).isEqualTo(landed.sha256());
    assertThat(landed.mediaType()).isEqualTo("text/tab-separated-values");
    List<InboxEntry> inbox = inbox();
    assertThat(inbox).hasSize(1);
    assertThat(inbox.get(0).fileIds()).containsExactly(landed.fileId());
    String key = inbox.get(0).drop() + landed.name();
    assertThat(lake().store(Zone.LANDING).get(key)).isEqualTo(Files.readAllBytes(file));
    assertThat(lake().ops().runs().readAll())
        .filteredOn(step -> step.subject().equals("distrokid.bank_details"))
        .hasSize(1);
  }

  @Test
  void landsNothingTwice() throws IOException {
    Path file = file("distrokid_bank.tsv", STATEMENT);
    Path renamed = file("other name.csv", STATEMENT.replace('\t', '\t'));
    run("import", file.toString(), "--source", "distrokid", "--account", "sg");
    String id = onlyManifest().files().get(0).fileId();
    assertThat(run("import", file.toString(), renamed.toString())).isZero();
    assertThat(result())
        .contains("already landed as " + id + " on 2026-10-31")
        .endsWith("0 files landed, 2 files already landed\n");
    assertThat(manifests()).hasSize(1);
    assertThat(inbox()).hasSize(1);
    assertThat(lake().ops().runs().readAll())
        .filteredOn(step -> step.subject().equals("distrokid.bank_details"))
        .hasSize(1);
  }

  @Test
  void recognisesEveryDatasetByItsContent() throws IOException {
    file("a.txt", STATEMENT);
    file("b.json", CAMPAIGNS);
    file("c.json", ADS);
    file(
        "d.json",
        "{\"data\":[{\"campaign_id\":\"3\",\"spend\":\"1.5\",\"impressions\":\"1\",\"date_start\":\"2026-10-01\","
            + "\"date_stop\":\"2026-10-01\"}],\"paging\":{\"next\":\"https://x/?access_token=SECRET&a=1\"}}");
    file("e.csv", OVERVIEW);
    int status = run("import", in.toString(), "--account", "one", "--currency", "EUR");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isZero();
    assertThat(manifests())
        .extracting(m -> m.source() + "." + m.dataset())
        .containsExactlyInAnyOrder(
            "distrokid.bank_details",
            "metaads.campaigns",
            "metaads.ads",
            "metaads.insights",
            "tiktok.overview");
    Manifest insights =
        manifests().stream().filter(m -> m.dataset().equals("insights")).findFirst().orElseThrow();
    assertThat(insights.attributes())
        .containsEntry("currency", "EUR")
        .containsEntry("redacted", "paging");
    String key = landedKeys().stream().filter(k -> k.endsWith("/d.json")).findFirst().orElseThrow();
    assertThat(new String(lake().store(Zone.LANDING).get(key), StandardCharsets.UTF_8))
        .contains("\"next\":\"REDACTED\"")
        .doesNotContain("SECRET");
  }

  @Test
  void takesAnArchiveOfSeveralDatasetsApart() throws IOException {
    Path archive = zip("meta.zip", "campaigns.json", CAMPAIGNS, "sub/ads.json", ADS);
    assertThat(run("import", archive.toString(), "--account", "m", "--currency", "USD")).isZero();
    assertThat(manifests())
        .extracting(m -> m.dataset() + " " + m.files().get(0).member())
        .containsExactlyInAnyOrder("campaigns campaigns.json", "ads sub/ads.json");
  }

  @Test
  void knowsARedownloadOfAnArchiveByItsMember() throws IOException {
    Path first = zip("tiktok_temp_1793275200000.zip", "Overview.csv", OVERVIEW);
    Path second =
        zip(
            "tiktok_temp_1793275274000.zip",
            LocalDateTime.of(2026, 10, 30, 9, 0),
            "Overview.csv",
            OVERVIEW);
    run("import", first.toString(), "--account", "zone-a0");
    assertThat(onlyManifest().files().get(0).window()).isEqualTo("2026-10-28/2026-10-29");
    assertThat(run("import", second.toString())).isZero();
    assertThat(result()).endsWith("0 files landed, 1 file already landed\n");
    assertThat(manifests()).hasSize(1);
  }

  @Test
  void takesTheSameDaysOfAnotherYearForNewData() throws IOException {
    Path first = zip("Overview_2026-10-28_1793275200_zone.a0.zip", "Overview.csv", OVERVIEW);
    Path second = zip("Overview_2025-10-28_1761739200_zone.a0.zip", "Overview.csv", OVERVIEW);
    run("import", first.toString(), "--account", "zone-a0");
    assertThat(run("import", second.toString())).isZero();
    assertThat(result()).contains("2025-10-28/2025-10-29").endsWith("1 file landed\n");
    assertThat(manifests()).hasSize(2);
    assertThat(manifests().get(0).attributes()).containsEntry("handle", "zone.a0");
  }

  @Test
  void findsAccountsByHandleInTheName() throws IOException {
    Path first = zip("Overview_2026-10-28_1793275200_zone.a0.zip", "Overview.csv", OVERVIEW);
    Path other = zip("Overview_2026-10-28_1793275200__bpkm_.zip", "Overview.csv", OVERVIEW + "\n");
    run("import", first.toString(), "--account", "zone-a0");
    assertThat(run("import", other.toString())).isEqualTo(2);
    assertThat(code()).isEqualTo("IMPORT_ACCOUNT_UNKNOWN");
    assertThat(why())
        .isEqualTo(
            "\"Overview_2026-10-28_1793275200__bpkm_.zip\": its name says account \"_bpkm_\", which"
                + " no account of tiktok has as key or handle; known are zone-a0");
    assertThat(run("import", other.toString(), "--account", "bpkm")).isZero();
    assertThat(run("import", first.toString(), "--account", "bpkm")).isEqualTo(2);
    assertThat(why())
        .isEqualTo(
            "\"Overview_2026-10-28_1793275200_zone.a0.zip\": its name says account zone-a0,"
                + " --account says \"bpkm\"");
    assertThat(run("import", file("Overview.csv", OVERVIEW).toString())).isEqualTo(2);
    assertThat(code()).isEqualTo("IMPORT_UNPLACED");
    assertThat(why()).isEqualTo("\"Overview.csv\": tiktok has several accounts: bpkm, zone-a0");
  }

  @Test
  void takesTheAccountsOfAFolderFromItsNames() throws IOException {
    run("import", file("x.tsv", STATEMENT).toString(), "--account", "a1");
    run("import", file("y.tsv", STATEMENT).toString(), "--account", "a2");
    Path many = Files.createDirectory(in.resolve("many"));
    Files.writeString(
        many.resolve("st_a1_1.tsv"),
        STATEMENT + STATEMENT.lines().skip(1).findFirst().orElseThrow() + "\n");
    Files.writeString(many.resolve("st_a2_1.tsv"), STATEMENT + "\n");
    Files.writeString(many.resolve("st.tsv"), STATEMENT);
    int status = run("import", many.toString(), "--account-from", "st_(?<account>[a-z0-9]+)_");
    assertThat(status).isEqualTo(2);
    assertThat(result()).endsWith("2 files landed, 1 file refused\n");
    assertThat(why())
        .isEqualTo("\"st.tsv\": --account-from st_(?<account>[a-z0-9]+)_ does not match its name");
  }

  @Test
  void refusesAnUnknownAccountWithoutAStatement() throws IOException {
    assertThat(run("import", file("x.tsv", STATEMENT).toString())).isEqualTo(2);
    assertThat(code()).isEqualTo("IMPORT_ACCOUNT_UNKNOWN");
    assertThat(why()).isEqualTo("\"x.tsv\": distrokid has no account yet");
    assertThat(run("import", file("x.tsv", STATEMENT).toString(), "--account", "No Key"))
        .isEqualTo(2);
    assertThat(why()).isEqualTo("\"x.tsv\": \"No Key\" is neither an account key nor a handle");
    assertThat(Files.exists(home)).isFalse();
  }

  @Test
  void refusesAmountsWithoutACurrency() throws IOException {
    assertThat(run("import", file("campaigns.json", CAMPAIGNS).toString(), "--account", "m"))
        .isEqualTo(2);
    assertThat(code()).isEqualTo("IMPORT_CURRENCY_MISSING");
    assertThat(why()).isEqualTo("\"campaigns.json\": account m of metaads has no currency");
  }

  @Test
  void refusesWhatItCannotPlace() throws IOException {
    assertThat(run("import", file("notes.txt", "hello\n").toString())).isEqualTo(2);
    assertThat(code()).isEqualTo("IMPORT_UNPLACED");
    assertThat(why())
        .matches(
            "\"notes.txt\": neither its content nor its name fits a dataset; candidates are"
                + " distrokid.bank_details(, [a-z]+\\.[a-z_]+){5} and \\d+ more: lake contract ls");
    assertThat(run("import", file("notes.html", "hello\n").toString())).isEqualTo(2);
    assertThat(why()).contains("candidates are distrokid.streams_spotify, distrokid.streams_apple");
    assertThat(run("import", in.resolve("notes.txt").toString(), "--source", "spotify"))
        .isEqualTo(2);
    assertThat(code()).isEqualTo("USAGE_INVALID");
    assertThat(why())
        .startsWith("there is no source \"spotify\"; there are distrokid.bank_details");
  }

  @Test
  void landsAWebPageOnlyWhereADatasetIsStated() throws IOException {
    Path page = file("distrokid_bank_details.csv", "<!DOCTYPE html><html>log in</html>");
    assertThat(run("import", page.toString(), "--account", "sg")).isEqualTo(2);
    assertThat(why())
        .isEqualTo(
            "\"distrokid_bank_details.csv\": it is a web page, not data; the session may have"
                + " expired");
    String[] stated = {
      "import",
      page.toString(),
      "--account",
      "sg",
      "--source",
      "distrokid",
      "--dataset",
      "bank_details"
    };
    assertThat(run(stated)).isZero();
    assertThat(onlyManifest().files().get(0).mediaType()).isEqualTo("text/html");
  }

  @Test
  void landsAPlaceableFileThatIsBrokenInside() throws IOException {
    Path empty = file("distrokid_bank_details.tsv", "");
    assertThat(run("import", empty.toString(), "--account", "sg")).isZero();
    Path cut = in.resolve("Overview_2026-10-28_1793275200_zone.a0.zip");
    Path whole = zip("whole.zip", "Overview.csv", OVERVIEW);
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 10));
    assertThat(run("import", cut.toString(), "--account", "zone-a0")).isZero();
    assertThat(manifests()).hasSize(2);
  }

  @Test
  void refusesUnsafeNamesAndLandsTheOthers() throws IOException {
    file("_hidden.tsv", STATEMENT);
    file(".dot.tsv", STATEMENT);
    file("ev\u202eil.tsv", STATEMENT);
    file("line\nbreak.tsv", STATEMENT);
    file("zero\u200bwidth.tsv", STATEMENT);
    file("x".repeat(210) + ".tsv", STATEMENT);
    file("a%2fup.tsv", STATEMENT);
    file("good.tsv", STATEMENT);
    assertThat(run("import", in.toString(), "--account", "sg")).isEqualTo(2);
    assertThat(result()).endsWith("1 file landed, 7 files refused\n");
    assertThat(why())
        .contains("\"ev\\u202Eil.tsv\": it holds control or invisible characters")
        .contains("\"line\\u000Abreak.tsv\": it holds control or invisible characters")
        .contains("\"_hidden.tsv\": it starts with a dot or an underscore")
        .contains("\"a%2fup.tsv\": it holds path parts")
        .contains(": it is over 200 bytes");
    assertThat(code()).isEqualTo("NAME_UNSAFE");
  }

  @Test
  void composesNamesAndKeepsTwinsApart() throws IOException {
    file("one/Zo\u0065\u0301.tsv", STATEMENT);
    file("two/Zo\u00e9.tsv", STATEMENT + "\n");
    file("three/manifest.json", CAMPAIGNS);
    assertThat(run("import", in.toString(), "--account", "sg", "--currency", "USD")).isZero();
    assertThat(landedKeys())
        .anyMatch(k -> k.endsWith("/Zo\u00e9.tsv"))
        .anyMatch(k -> k.endsWith("/Zo\u00e9-2.tsv"))
        .anyMatch(k -> k.endsWith("/manifest-2.json"));
    assertThat(manifests())
        .flatExtracting(Manifest::files)
        .extracting(Manifest.ManifestFile::originalName)
        .containsExactlyInAnyOrder("Zo\u00e9.tsv", "Zo\u00e9.tsv", "manifest.json");
  }

  @Test
  void prefersALiteralNameToAGlob() throws IOException {
    Path literal = file("a[1].tsv", STATEMENT);
    file("a1.tsv", STATEMENT + "\n");
    assertThat(run("import", literal.toString(), "--account", "sg")).isZero();
    assertThat(onlyManifest().files())
        .extracting(Manifest.ManifestFile::name)
        .containsExactly("a[1].tsv");
    assertThat(run("import", in + "/a?.tsv", "--account", "sg")).isZero();
    assertThat(manifests()).hasSize(2);
    assertThat(run("import", in + "/none*.tsv")).isEqualTo(2);
    assertThat(why()).startsWith("there is no file \"");
  }

  @Test
  void writesNothingInADryRun() throws IOException {
    Path file = file("a.tsv", STATEMENT);
    assertThat(run("import", file.toString(), "--account", "sg", "--dry-run")).isZero();
    assertThat(result()).endsWith("1 file would be landed\n");
    assertThat(Files.exists(home)).isFalse();
  }

  @Test
  void refusesFilesOverTheSizeLimit() throws IOException {
    Path file = file("a.tsv", STATEMENT);
    int status =
        run("import", file.toString(), "--account", "sg", "--set", "limits.file-bytes=100B");
    assertThat(status).isEqualTo(1);
    assertThat(code()).isEqualTo("FILE_TOO_BIG");
    assertThat(why()).isEqualTo("\"a.tsv\" has " + Files.size(file) + " bytes; the limit is 100");
  }

  @Test
  void answersWithOneJsonDocument() throws IOException {
    Path file = file("a.tsv", STATEMENT);
    assertThat(run("import", file.toString(), "--account", "sg", "--json")).isZero();
    assertThat(result())
        .startsWith("{\n  \"schema_version\" : 1,\n  \"run_id\" : \"")
        .contains("\"outcome\" : \"landed\"")
        .contains("\"dataset\" : \"distrokid.bank_details\"");
  }

  @Test
  void refusesMalformedStatements() {
    assertThat(run("import", "x", "--period", "July")).isEqualTo(2);
    assertThat(why()).isEqualTo("--period is not YYYY, YYYY-MM, YYYY-MM-DD or A/B");
    assertThat(run("import", "x", "--scope", "half")).isEqualTo(2);
    assertThat(why()).isEqualTo("--scope is not full or range");
    assertThat(run("import", "x", "--currency", "euro")).isEqualTo(2);
    assertThat(why()).isEqualTo("--currency is not a code like USD");
    assertThat(run("import", "x", "--account-from", "(")).isEqualTo(2);
    assertThat(why()).isEqualTo("--account-from: Unclosed group");
    assertThat(run("import", "x", "--account-from", "a(b)")).isEqualTo(2);
    assertThat(why()).isEqualTo("--account-from has no group (?<account>...)");
    assertThat(run("import", "x", "--extracted-at", "noon")).isEqualTo(2);
    assertThat(why())
        .isEqualTo("--extracted-at is not a date or a time with zone like 2026-04-24T10:00:00Z");
    assertThat(run("import")).isEqualTo(2);
    assertThat(code()).isEqualTo("USAGE_INVALID");
  }

  @Test
  void passesStatementsOnInTheManifest() throws IOException {
    Path file = file("a.tsv", STATEMENT);
    String[] arguments = {
      "import",
      file.toString(),
      "--account",
      "sg",
      "--scope",
      "range",
      "--period",
      "2026-07",
      "--extracted-at",
      "2026-10-01"
    };
    assertThat(run(arguments)).isZero();
    Manifest manifest = onlyManifest();
    assertThat(manifest.scope()).isEqualTo("range");
    assertThat(manifest.period()).isEqualTo("2026-07");
    assertThat(manifest.extractedAt()).isEqualTo(Instant.parse("2026-10-01T00:00:00Z"));
  }

  @Test
  void landsTheLabelsReferenceDataOnceWithTheFirstFile() throws IOException {
    run(
        "import",
        file("campaigns_1793437200.json", CAMPAIGNS).toString(),
        "--account",
        "ads",
        "--currency",
        "USD");
    run(
        "import",
        file("ads_1793437200.json", ADS).toString(),
        "--account",
        "ads",
        "--currency",
        "USD");

    assertThat(
            lake().ops().inbox().stream().map(InboxEntry::drop).filter(d -> d.startsWith("label/")))
        .hasSize(3);
    assertThat(home.resolve("reference/stores.csv")).exists();
  }
}
