package com.bedrot.lake.conf.format;

import static com.bedrot.lake.conf.format.Fixtures.DAILY;
import static com.bedrot.lake.conf.format.Fixtures.LANDED;
import static com.bedrot.lake.conf.format.Fixtures.STATEMENT;
import static com.bedrot.lake.conf.format.Fixtures.gzip;
import static com.bedrot.lake.conf.format.Fixtures.join;
import static com.bedrot.lake.conf.format.Fixtures.scan;
import static com.bedrot.lake.conf.format.Fixtures.shape;
import static com.bedrot.lake.conf.format.Fixtures.utf8;
import static com.bedrot.lake.conf.format.Fixtures.verdict;
import static com.bedrot.lake.conf.format.Fixtures.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.LocalDateTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ContainerScanTest {
  private static final byte[] CSV =
      utf8(
          "Reporting Date,Sale Month,Title,Quantity,Earnings (USD)\n"
              + "2025-06-03,2025-04,Song,1,0.011\n");
  private static final byte[] OVERVIEW =
      utf8(
          "\ufeff\"Date\",\"Video Views\",\"Likes\"\n\"April 21\",\"0\",\"1\"\n\"April 22\",\"3\",\"-1\"");

  @Test
  void readsTheMemberOfAnArchive() {
    byte[] archive = zip("Overview.csv", OVERVIEW);
    ScanResult result = scan(DAILY, "tiktok_temp_1777023477442.zip", archive);
    assertThat(result.broken()).isEmpty();
    assertThat(result.window()).isEqualTo("2026-04-21/2026-04-22");
    assertThat(result.contentSha256()).isEqualTo(Sha256.hex(OVERVIEW));
    assertThat(result.members()).containsExactly(entry("Overview.csv", Sha256.hex(OVERVIEW)));
    FileShape shape = result.shape();
    assertThat(shape).isNotNull();
    assertThat(shape.member()).isEqualTo("Overview.csv");
    assertThat(shape.evidence()).isEqualTo("The time in the file name is 2026-04-24.");
    assertThat(shape.coverage()).containsExactly(entry("2026-04-21", 1L), entry("2026-04-22", 1L));
  }

  @Test
  void datesByTheWindowInTheNameFirst() {
    ScanResult result =
        scan(DAILY, "Overview_2024-04-21_1751814033_zone.a0.zip", zip("Overview.csv", OVERVIEW));
    assertThat(result.window()).isEqualTo("2024-04-21/2024-04-22");
  }

  @Test
  void datesByTheEntryThenByTheLandingDay() {
    byte[] old = zip(LocalDateTime.of(2023, 4, 21, 8, 0), "Overview.csv", OVERVIEW);
    ScanResult result = scan(DAILY, "export.zip", old);
    assertThat(result.window()).isEqualTo("2022-04-21/2022-04-22");
    assertThat(result.shape()).isNotNull();
    assertThat(result.shape().flags()).containsExactly("WINDOW_GAP");
    assertThat(result.shape().evidence()).isEqualTo("The archive entry is dated 2023-04-21.");
    ScanResult plain = scan(DAILY, "Overview.csv", OVERVIEW);
    assertThat(plain.window()).isEqualTo("2026-04-21/2026-04-22");
    assertThat(plain.shape()).isNotNull();
    assertThat(plain.shape().evidence()).isEqualTo("The file landed on 2026-04-24.");
  }

  @Test
  void followsTheManifestsWindow() {
    ScanContext context =
        new ScanContext(
            "Overview.csv", LANDED, java.util.Map.of(), null, "2021-04-21/2021-04-22", null);
    assertThat(scan(DAILY, context, OVERVIEW).window()).isEqualTo("2021-04-21/2021-04-22");
  }

  @Test
  void takesDaysThatHaveTheirYear() {
    ScanResult result =
        scan(DAILY, "Overview.csv", utf8("Date,Video Views\n2026-04-01,1\n2026-04-02,2\n"));
    assertThat(result.window()).isNull();
    assertThat(result.shape()).isNotNull();
    assertThat(result.shape().coverage())
        .containsExactly(entry("2026-04-01", 1L), entry("2026-04-02", 1L));
  }

  @Test
  void quarantinesDaysNoYearFits() {
    byte[] bytes = utf8("Date,Video Views\nApril 21,1\nApril 20,1\nApril 19,1\n");
    assertThat(verdict(DAILY, "Overview.csv", bytes))
        .isEqualTo(
            "WINDOW_UNKNOWN: No year puts every row in one window of at most 366 days. The file"
                + " landed on 2026-04-24.");
  }

  @Test
  void ignoresOtherMembersAndFolders() {
    byte[] archive =
        zip(
            "__MACOSX/._Overview.csv", utf8("x"),
            "export/Overview.csv", OVERVIEW,
            "export/Followers.csv", utf8("Date,Followers\n"));
    assertThat(shape(DAILY, "a.zip", archive).member()).isEqualTo("export/Overview.csv");
  }

  @Test
  void wantsExactlyOneMember() {
    assertThat(verdict(DAILY, "a.zip", zip("Other.csv", OVERVIEW)))
        .isEqualTo(
            "ARCHIVE_NO_MEMBER: No entry is data of fixture.daily; there are [\"Other.csv\"].");
    assertThat(verdict(DAILY, "a.zip", zip("a/Overview.csv", OVERVIEW, "b/Overview.csv", OVERVIEW)))
        .isEqualTo(
            "ARCHIVE_NO_MEMBER: 2 entries are data of fixture.daily: [\"a/Overview.csv\","
                + " \"b/Overview.csv\"].");
  }

  @Test
  void refusesBrokenArchives() {
    byte[] archive = zip("Overview.csv", OVERVIEW);
    assertThat(verdict(DAILY, "a.zip", Arrays.copyOf(archive, archive.length - 30)))
        .isEqualTo("ARCHIVE_TRUNCATED: The archive has no directory at its end.");
    assertThat(verdict(DAILY, "a.zip", join(archive, utf8("tail"))))
        .isEqualTo("ARCHIVE_TRAILING: 4 bytes follow the end of the archive.");
    byte[] flipped = archive.clone();
    int at = indexOf(flipped, (byte) 'P', 1);
    flipped[40 + 5] ^= 0x55;
    assertThat(verdict(DAILY, "a.zip", flipped)).startsWith("ARCHIVE_CRC: ");
    assertThat(at).isPositive();
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void refusesEncryptedEntries() {
    byte[] archive = zip("Overview.csv", OVERVIEW);
    int directory = directoryOf(archive);
    archive[directory + 8] |= 1;
    assertThat(verdict(DAILY, "a.zip", archive))
        .isEqualTo("ARCHIVE_ENCRYPTED: Entry \"Overview.csv\" is encrypted.");
  }

  private static int directoryOf(byte[] archive) {
    for (int i = archive.length - 4; i >= 0; i--) {
      if (archive[i] == 'P' && archive[i + 1] == 'K' && archive[i + 2] == 1) {
        return i;
      }
    }
    throw new IllegalArgumentException("no directory");
  }

  @Test
  void refusesEntriesThatLeaveTheArchive() {
    for (String name : new String[] {"../Overview.csv", "/etc/Overview.csv", "C:\\Overview.csv"}) {
      assertThat(verdict(DAILY, "a.zip", zip(name, OVERVIEW)))
          .isEqualTo("ARCHIVE_ENTRY: Entry " + Shown.text(name) + " has an unsafe name.");
    }
  }

  @Test
  void refusesArchivesInArchives() {
    assertThat(verdict(DAILY, "a.zip", zip("Overview.csv", OVERVIEW, "x.zip", zip("a", OVERVIEW))))
        .isEqualTo("ARCHIVE_NESTED: Entry \"x.zip\" is itself an archive.");
    assertThat(verdict(DAILY, "a.zip", zip("Overview.csv", zip("a", OVERVIEW))))
        .isEqualTo("ARCHIVE_NESTED: Entry \"Overview.csv\" is itself an archive.");
    assertThat(verdict(STATEMENT, "a.csv.gz", gzip(gzip(CSV))))
        .isEqualTo("ARCHIVE_NESTED: Entry \"a.csv\" is itself an archive.");
  }

  @Test
  void refusesBombs() {
    byte[] zeros = new byte[20 << 20];
    assertThat(verdict(DAILY, "a.zip", zip("Overview.csv", zeros)))
        .isEqualTo("ARCHIVE_BOMB: Entry \"Overview.csv\" inflates more than 100 times.");
    assertThat(verdict(STATEMENT, "a.csv.gz", gzip(zeros)))
        .startsWith("ARCHIVE_BOMB: The gzip data inflates more than 100 times (");
    byte[] lying = zip("Overview.csv", zeros);
    int directory = directoryOf(lying);
    Arrays.fill(lying, directory + 24, directory + 28, (byte) 1);
    assertThat(verdict(DAILY, "a.zip", lying)).startsWith("ARCHIVE_BOMB: ");
  }

  @Test
  void readsGzipAlsoOfSeveralMembers() {
    byte[] two = join(gzip(Arrays.copyOf(CSV, 60)), gzip(Arrays.copyOfRange(CSV, 60, CSV.length)));
    ScanResult result = scan(STATEMENT, "a.csv.gz", two);
    assertThat(result.broken()).isEmpty();
    assertThat(result.contentSha256()).isEqualTo(Sha256.hex(CSV));
    assertThat(result.shape()).isNotNull();
    assertThat(result.shape().coverage()).containsExactly(entry("2025-06", 1L));
  }

  @Test
  void refusesBrokenGzip() {
    byte[] packed = gzip(CSV);
    assertThat(verdict(STATEMENT, "a.csv.gz", Arrays.copyOf(packed, packed.length - 12)))
        .startsWith("ARCHIVE_TRUNCATED: The gzip data ends after ");
    byte[] wrong = packed.clone();
    wrong[wrong.length - 8] ^= 1;
    assertThat(verdict(STATEMENT, "a.csv.gz", wrong))
        .isEqualTo("ARCHIVE_CRC: The gzip checksum does not match its content.");
    assertThat(verdict(STATEMENT, "a.csv.gz", join(packed, utf8("garbage"))))
        .isEqualTo("ARCHIVE_TRAILING: Bytes follow the end of the gzip data.");
    assertThat(verdict(STATEMENT, "a.csv.gz", CSV))
        .isEqualTo("FILE_MAGIC: The bytes are text; the name says \"gz\".");
    assertThat(verdict(STATEMENT, "a.csv", packed))
        .isEqualTo("FILE_MAGIC: The bytes are gzip data; the name says \"csv\".");
  }

  @Test
  void refusesContainersTheContractDoesNotName() {
    assertThat(verdict(DAILY, "a.gz", gzip(OVERVIEW)))
        .isEqualTo("FILE_MAGIC: The bytes are gzip data, which fixture.daily does not come in.");
  }

  @Test
  void seesTheWebPageInsideAnArchive() {
    assertThat(verdict(DAILY, "a.zip", zip("Overview.csv", utf8("<html>login</html>"))))
        .isEqualTo("FILE_HTML: The bytes are a web page; the name says \"csv\".");
    assertThat(verdict(DAILY, "a.zip", zip("Overview.csv", new byte[0])))
        .isEqualTo("FILE_EMPTY: The file has no bytes.");
  }
}
