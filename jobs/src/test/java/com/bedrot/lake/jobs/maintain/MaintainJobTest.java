package com.bedrot.lake.jobs.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.InboxEntry;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.LakeFixture;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.table.DeltaTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class MaintainJobTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path home;
  private LakeFixture fixture;
  private Lake lake;
  private final RunContext context = RunContext.start(Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void open() {
    fixture = new LakeFixture(home);
    lake = fixture.lake();
  }

  @Test
  void announcesADropNobodyWasToldOf() {
    fixture.landText("distrokid.bank_details", "sg", "bank.tsv", "no matter what");
    InboxEntry entry = lake.ops().inbox().get(0);
    lake.ops().retire(entry);

    assertThat(new MaintainJob(lake, context).plan())
        .containsExactly(new Act("adopt", entry.drop(), "1 files that no run was told of"));
    assertThat(lake.ops().inbox()).isEmpty();

    new MaintainJob(lake, context).run();
    assertThat(lake.ops().inbox())
        .singleElement()
        .satisfies(
            adopted -> {
              assertThat(adopted.drop()).isEqualTo(entry.drop());
              assertThat(adopted.fileIds()).isEqualTo(entry.fileIds());
            });
    assertThat(new MaintainJob(lake, context).run()).isEmpty();
  }

  @Test
  void reportsBytesWithoutAManifestOnceTheyAreADayOld() throws IOException {
    String drop = "distrokid/bank_details/sg/20261101T100000000Z_20261101T100000Z-0000aa/";
    lake.store(Zone.LANDING).createIfAbsent(drop + "a.tsv", bytes("a"));
    Path file = lake.store(Zone.LANDING).localPath(drop + "a.tsv").orElseThrow();

    touched(file, NOW.minus(Duration.ofHours(23)));
    assertThat(new MaintainJob(lake, context).plan()).isEmpty();

    touched(file, NOW.minus(Duration.ofHours(25)));
    assertThat(new MaintainJob(lake, context).run())
        .containsExactly(new Act("report", drop, "1 files without a manifest: no data"));
    assertThat(file).exists();
  }

  @Test
  void removesWhatAKilledProcessNeverFinished() throws IOException {
    lake.store(Zone.RAW).put("distrokid/x", bytes("whole"));
    Path folder = lake.store(Zone.RAW).localPath("distrokid/x").orElseThrow().getParent();
    Path old = Files.writeString(folder.resolve(".lake-1.tmp"), "half");
    Path young = Files.writeString(folder.resolve(".lake-2.tmp"), "half");
    touched(old, NOW.minus(Duration.ofDays(2)));
    touched(young, NOW);

    assertThat(new MaintainJob(lake, context).run())
        .containsExactly(new Act("remove", old.toString(), "4 bytes never finished"));
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(folder.resolve("x")).exists();
  }

  @Test
  void joinsManySmallFilesAndKeepsTheRows(SparkSession spark) {
    String uri = lake.store(Zone.CURATED).uri("numbers").toString();
    spark.range(0, 600, 1, 60).write().format("delta").mode(SaveMode.Append).save(uri);

    List<Act> acts = new MaintainJob(lake, context).run();

    assertThat(acts)
        .containsExactly(
            new Act("optimize", "curated/numbers", "60 files in 1 partitions"),
            new Act("vacuum", "curated/numbers", "files older than 168 hours"));
    assertThat(DeltaTables.info(spark, uri).orElseThrow().files()).isLessThan(60);
    assertThat(spark.read().format("delta").load(uri).count()).isEqualTo(600);
  }

  @Test
  void removesNothingUnderAPublicationThatIsKept(SparkSession spark) throws IOException {
    Instant now = Instant.now(Clock.systemUTC());
    Path replaced = replacedTwentyDaysAgo(spark, now);
    lake.ops()
        .publish(
            new Publication(
                "20261026T100000Z-aaaaaa",
                now.minus(Duration.ofDays(30)),
                Map.of("numbers", new Publication.TableVersion(0, 10, true)),
                Map.of()));

    assertThat(new MaintainJob(lake, RunContext.start(Clock.systemUTC())).run())
        .containsExactly(new Act("vacuum", "curated/numbers", "files older than 721 hours"));

    assertThat(replaced).exists();
    assertThat(DeltaTables.read(spark, numbers(), 0).count()).isEqualTo(10);
  }

  @Test
  void removesWhatNoPublicationNeeds(SparkSession spark) throws IOException {
    Path replaced = replacedTwentyDaysAgo(spark, Instant.now(Clock.systemUTC()));

    assertThat(new MaintainJob(lake, RunContext.start(Clock.systemUTC())).run())
        .containsExactly(new Act("vacuum", "curated/numbers", "files older than 168 hours"));

    assertThat(replaced).doesNotExist();
    assertThat(spark.read().format("delta").load(numbers()).count()).isEqualTo(20);
  }

  @Test
  void looksAfterTheOtherTablesWhereOneIsBroken(SparkSession spark) throws IOException {
    spark.range(0, 20, 1, 1).write().format("delta").save(numbers());
    String broken = lake.store(Zone.CURATED).uri("broken").toString();
    spark.range(0, 20, 1, 1).write().format("delta").save(broken);
    Path log =
        lake.store(Zone.CURATED)
            .localPath("broken/_delta_log/00000000000000000000.json")
            .orElseThrow();
    rewritten(log, "not a commit\n");

    assertThat(new MaintainJob(lake, RunContext.start(Clock.systemUTC())).run())
        .satisfiesExactly(
            failed -> {
              assertThat(failed.isFailed()).isTrue();
              assertThat(failed.subject()).isEqualTo("curated/broken");
            },
            done -> assertThat(done.subject()).isEqualTo("curated/numbers"));
  }

  private String numbers() {
    return lake.store(Zone.CURATED).uri("numbers").toString();
  }

  /** A table whose first file was replaced then; returns that file. */
  private Path replacedTwentyDaysAgo(SparkSession spark, Instant now) throws IOException {
    Instant then = now.minus(Duration.ofDays(20));
    spark.range(0, 10, 1, 1).write().format("delta").save(numbers());
    String first = DeltaTables.files(spark, numbers(), 0).get(0).path();
    spark.range(0, 20, 1, 1).write().format("delta").mode(SaveMode.Overwrite).save(numbers());
    Path commit =
        lake.store(Zone.CURATED)
            .localPath("numbers/_delta_log/00000000000000000001.json")
            .orElseThrow();
    String text = Files.readString(commit);
    String old = "\"deletionTimestamp\":" + then.toEpochMilli();
    assertThat(text).contains("\"deletionTimestamp\":");
    rewritten(commit, text.replaceAll("\"deletionTimestamp\":\\d+", old));
    Path file = lake.store(Zone.CURATED).localPath("numbers/" + first).orElseThrow();
    touched(file, then);
    return file;
  }

  /** Another text for a file of a log, without the sums that would betray it. */
  private static void rewritten(Path commit, String text) throws IOException {
    Files.writeString(commit, text);
    String name = String.valueOf(commit.getFileName());
    Files.deleteIfExists(commit.resolveSibling("." + name + ".crc"));
    Files.deleteIfExists(commit.resolveSibling(name.replace(".json", ".crc")));
    Files.deleteIfExists(commit.resolveSibling("." + name.replace(".json", ".crc") + ".crc"));
    DeltaLog.clearCache();
  }

  @Test
  void keepsWhatTheLastPublicationsName() {
    List<Publication> publications =
        IntStream.range(0, 7)
            .mapToObj(
                n ->
                    new Publication(
                        "run-" + n, NOW.minus(Duration.ofDays(70L - 10L * n)), Map.of(), Map.of()))
            .toList();

    assertThat(TableUpkeep.retention(List.of(), NOW)).isEqualTo(Duration.ofDays(7));
    assertThat(TableUpkeep.retention(publications, NOW))
        .isEqualTo(Duration.ofDays(50).plusHours(1));
  }

  private static void touched(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
