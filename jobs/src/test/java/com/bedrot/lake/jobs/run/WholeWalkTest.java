package com.bedrot.lake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.Publication;
import com.bedrot.lake.conf.lineage.JournalLineage;
import com.bedrot.lake.conf.lineage.RunEvent;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.LakeFixture;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.archive.ArchiveJob;
import com.bedrot.lake.jobs.archive.ArchiveManifest;
import com.bedrot.lake.jobs.run.RunOptions.Until;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import com.bedrot.lake.jobs.warehouse.WarehouseTestServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One lake with files of all three sources, walked to the warehouse and the archive, then again,
 * then with contracts that have one column more.
 */
@ExtendWith(SparkTest.class)
class WholeWalkTest {
  private static final GeneratedStatement STATEMENT = new GeneratedStatement(7);
  private static final String CAMPAIGN = "120224907266750075";
  private static final String ADSET = "120224907266750076";
  private static final String AD = "120224907266750077";
  private static final String OTHER_AD = "120224907266750079";
  private static final Map<String, String> CROWNS = Map.of("currency", "SEK");
  private static final String HEADER =
      "\"Date\",\"Video Views\",\"Profile Views\",\"Likes\",\"Comments\",\"Shares\"\n";
  private static final LocalDateTime ENTRY = LocalDateTime.parse("2026-04-05T12:00:00");

  @TempDir private static Path folder;
  private static LakeFixture fixture;
  private static RunOutcome first;
  private static RunOutcome restated;
  private static Publication last;
  private static RunOutcome idle;
  private static Due dueAfter;
  private static RunOutcome widened;

  @BeforeAll
  static void walk() throws IOException {
    Map<String, String> database = WarehouseTestServer.databaseSettings();
    fixture = new LakeFixture(folder.resolve("home"), database).landReference();
    fixture.landText("distrokid.bank_details", "sg", "distrokid_made.csv", STATEMENT.text);
    landAds();
    landSocial();
    first = fixture.run(Until.CURATED);
    fixture.land(
        "metaads.insights", "main", "insights_1767500000.json", utf8(restatedInsights()), CROWNS);
    fixture.land(
        "metaads.campaigns",
        "main",
        "campaigns_1767500000.json",
        utf8("[{\"id\":\"" + CAMPAIGN + "\",\"name\":\"Renamed\",\"status\":\"PAUSED\"}]"),
        CROWNS);
    restated = fixture.run(Until.ARCHIVE);
    last = fixture.lake().ops().lastPublication().orElseThrow();
    dueAfter = Due.of(fixture.lake());
    Due.mark(fixture.lake(), "a person asked");
    idle = fixture.run(Until.ARCHIVE);
    LakeFixture wider = new LakeFixture(folder.resolve("home"), database, withOneColumnMore());
    wider.at(java.time.Instant.parse("2026-11-02T10:00:00Z"));
    widened = wider.run(Until.WAREHOUSE);
    fixture = wider;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void landAds() {
    fixture.land(
        "metaads.campaigns",
        "main",
        "campaigns_1767400000.json",
        utf8(
            "[{\"id\":\""
                + CAMPAIGN
                + "\",\"name\":\"Launch\",\"status\":\"ACTIVE\",\"daily_budget\":\"1500\"}]"),
        CROWNS);
    fixture.land(
        "metaads.adsets",
        "main",
        "adsets_1767400000.json",
        utf8(
            "{\"data\":[{\"id\":\""
                + ADSET
                + "\",\"name\":\"Set\",\"campaign_id\":\""
                + CAMPAIGN
                + "\",\"targeting\":{\"age_min\":18}}],\"paging\":{\"cursors\":{\"after\":\"x\"},\"next\":\"REDACTED\"}}"),
        CROWNS);
    fixture.land(
        "metaads.ads",
        "main",
        "ads_1767400000.json",
        utf8(
            "[{\"id\":\""
                + AD
                + "\",\"name\":\"Ad\",\"adset_id\":\""
                + ADSET
                + "\",\"campaign_id\":\""
                + CAMPAIGN
                + "\",\"creative\":{\"id\":\"99\"}}]"),
        CROWNS);
    fixture.land("metaads.insights", "main", "insights_1767400000.json", utf8(insights()), CROWNS);
    fixture.land(
        "metaads.insights",
        "usd",
        "insights_1767400001.json",
        utf8(
            "[{\"campaign_id\":\"7\",\"spend\":\"2.50\",\"date_start\":\"2026-01-01\",\"date_stop\":\"2026-01-01\"}]"),
        Map.of("currency", "USD"));
    fixture.land(
        "metaads.insights",
        "period",
        "insights_1767400002.json",
        utf8(
            "[{\"campaign_id\":\"7\",\"spend\":\"2.50\",\"date_start\":\"2026-01-01\",\"date_stop\":\"2026-01-31\"}]"),
        CROWNS);
  }

  private static String insight(String ad, String day, String spend, String more) {
    return "{\"campaign_id\":\""
        + CAMPAIGN
        + "\",\"adset_id\":\""
        + ADSET
        + "\",\"ad_id\":\""
        + ad
        + "\",\"spend\":\""
        + spend
        + "\",\"impressions\":\"1000\",\"ctr\":\"1.30327\","
        + more
        + "\"date_start\":\""
        + day
        + "\",\"date_stop\":\""
        + day
        + "\"}";
  }

  private static String insights() {
    String actions =
        "\"actions\":[{\"action_type\":\"purchase\",\"value\":\"3\",\"7d_click\":\"2\"},{\"action_type\":\"omni_purchase\",\"value\":\"3\"},"
            + "{\"action_type\":\"offsite_conversion.fb_pixel_purchase\",\"value\":\"3\"}],";
    return "["
        + insight(AD, "2026-01-01", "10.10", actions)
        + ","
        + insight(AD, "2026-01-02", "20.20", "")
        + ","
        + insight(OTHER_AD, "2026-01-02", "1.00", actions)
        + "]";
  }

  private static String restatedInsights() {
    return "{\"data\":["
        + insight(
            AD,
            "2026-01-02",
            "25.25",
            "\"actions\":[{\"action_type\":\"link_click\",\"value\":\"8\"}],")
        + ","
        + insight(AD, "2026-01-03", "5", "")
        + "]}";
  }

  private static void landSocial() {
    String days =
        HEADER
            + "\"April 1\",\"10\",\"1\",\"2\",\"-3\",\"undefined\"\n\"April 2\",\"20\",\"1\",\"2\",\"0\",\"1\"\n\"April 3\",\"30\",\"1\",\"2\",\"0\",\"1\"";
    Map<String, String> handle = Map.of("handle", "zone.a0");
    fixture.land(
        "tiktok.overview",
        "zone-a0",
        "Overview_2026-04-01_1775300000_zone.a0.zip",
        MadeZip.of("Overview.csv", days, ENTRY),
        handle);
    fixture.land(
        "tiktok.overview",
        "zone-a0",
        "Overview_2026-04-01_1775300074_zone.a0 (1).zip",
        MadeZip.of("Overview.csv", days, ENTRY.plusSeconds(74)),
        handle);
    String newer =
        HEADER
            + "\"3 de abril\",\"33\",\"1\",\"2\",\"0\",\"1\"\n\"4 de abril\",\"40\",\"1\",\"2\",\"0\",\"1\"";
    fixture.land(
        "tiktok.overview",
        "zone-a0",
        "Overview_2026-04-03_1775400000_zone.a0.zip",
        MadeZip.of("Overview.csv", newer, ENTRY.plusDays(1)),
        handle);
    String zeros =
        HEADER
            + "\"April 1\",\"0\",\"0\",\"0\",\"0\",\"0\"\n\"April 2\",\"0\",\"0\",\"0\",\"0\",\"0\"";
    Map<String, String> dormant = Map.of("handle", "_bpkm_");
    fixture.land(
        "tiktok.overview",
        "bpkm",
        "Overview_2025-04-01_1743700000__bpkm_.zip",
        MadeZip.of("Overview.csv", zeros, ENTRY),
        dormant);
    fixture.land(
        "tiktok.overview",
        "bpkm",
        "Overview_2026-04-01_1775300000__bpkm_.zip",
        MadeZip.of("Overview.csv", zeros, ENTRY),
        dormant);
  }

  /** The shipped contracts; the statement and the transactions have one column more. */
  private static Path withOneColumnMore() throws IOException {
    String source =
        "      - {name: label_note, logicalType: string, physicalType: string,"
            + " description: What the label noted.,"
            + " customProperties: [{property: aliases, value: [Label Note]}]}\n";
    String table =
        "      - {name: label_note, logicalType: string, physicalType: text,"
            + " description: What the label noted.,"
            + " transformSourceObjects: [distrokid.bank_details.label_note]}\n";
    String recoup = "      - name: recoup_usd\n";
    String file = "      - name: _file_sha256\n";
    return ProjectCopy.at(folder.resolve("project"))
        .with("contracts/distrokid.yml", recoup, source + recoup)
        .with("tables/royalty_transactions.yml", file, table + file)
        .root();
  }

  private static List<String> values(Dataset<Row> rows, String... expressions) {
    List<String> values = new ArrayList<>();
    for (Row row : rows.selectExpr(expressions).collectAsList()) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        fields.add(
            row.get(i) instanceof BigDecimal d
                ? (d.signum() == 0 ? "0" : d.stripTrailingZeros().toPlainString())
                : String.valueOf(row.get(i)));
      }
      values.add(String.join(" ", fields));
    }
    values.sort(null);
    return values;
  }

  @Test
  void everyHopEndsWithoutAFailure() {
    assertThat(first.failures()).isEmpty();
    assertThat(restated.failures()).isEmpty();
    assertThat(idle.failures()).isEmpty();
    assertThat(widened.failures()).isEmpty();
  }

  @Test
  void aStatementOfOtherSpellingsOrderAndLineEndsKeepsEveryRowAndDigit(SparkSession spark) {
    Dataset<Row> rows = fixture.published(spark, "royalty_transactions");

    assertThat(STATEMENT.broken).isPositive();
    assertThat(rows.count()).isEqualTo(STATEMENT.good);
    assertThat(rows.where("quantity < 0").count()).isEqualTo(STATEMENT.refunds).isPositive();
    assertThat(rows.where("title <> '" + GeneratedStatement.TITLE + "'").count()).isZero();
    assertThat(rows.agg(Map.of("earnings_usd", "sum")).first().getDecimal(0))
        .isEqualByComparingTo(STATEMENT.earnings);
    assertThat(first.staging().get("distrokid.bank_details").rowsQuarantined())
        .isEqualTo(STATEMENT.broken);
    assertThat(
            values(
                fixture.published(spark, "royalty_statements"),
                "record_count",
                "row_count",
                "quarantined_count",
                "declared_total"))
        .containsExactly(
            (STATEMENT.good + STATEMENT.broken)
                + " "
                + STATEMENT.good
                + " "
                + STATEMENT.broken
                + " null");
    assertThat(
            values(
                fixture
                    .published(spark, "revenue_monthly")
                    .groupBy()
                    .agg(Map.of("earnings_usd", "sum")),
                "*"))
        .containsExactly(STATEMENT.earnings.stripTrailingZeros().toPlainString());
  }

  @Test
  void adEntitiesKeepEveryDigitOfTheirIdsAndTheNewestDump(SparkSession spark) {
    assertThat(
            values(
                fixture.published(spark, "ad_entities"),
                "level",
                "entity_id",
                "name",
                "campaign_id",
                "adset_id",
                "currency",
                "daily_budget"))
        .containsExactly(
            "ad " + AD + " Ad " + CAMPAIGN + " " + ADSET + " SEK null",
            "adset " + ADSET + " Set " + CAMPAIGN + " " + ADSET + " SEK null",
            "campaign " + CAMPAIGN + " Renamed " + CAMPAIGN + " null SEK null");
  }

  @Test
  void aRestatedDayIsTheNewestDumpsWhole(SparkSession spark) {
    Dataset<Row> rows = fixture.published(spark, "ad_performance_daily").where("account = 'main'");

    assertThat(
            values(
                rows,
                "date",
                "level",
                "entity_id",
                "spend",
                "currency",
                "spend_usd",
                "impressions",
                "ctr",
                "reach"))
        .containsExactly(
            "2026-01-01 ad " + AD + " 10.1 SEK null 1000 1.30327 null",
            "2026-01-02 ad " + AD + " 25.25 SEK null 1000 1.30327 null",
            "2026-01-03 ad " + AD + " 5 SEK null 1000 1.30327 null");
    assertThat(
            values(
                fixture.published(spark, "ad_performance_daily").where("account = 'usd'"),
                "level",
                "spend_usd",
                "rate_source",
                "impressions"))
        .containsExactly("campaign 2.5 account currency null");
  }

  @Test
  void actionTypesStandSideBySideAndFollowTheirDay(SparkSession spark) {
    assertThat(
            values(
                fixture.published(spark, "ad_conversions_daily"),
                "date",
                "entity_id",
                "action_type",
                "value",
                "value_7d_click"))
        .containsExactly(
            "2026-01-01 " + AD + " offsite_conversion.fb_pixel_purchase 3 null",
            "2026-01-01 " + AD + " omni_purchase 3 null",
            "2026-01-01 " + AD + " purchase 3 2",
            "2026-01-02 " + AD + " link_click 8 null");
  }

  @Test
  void aFileOfPeriodsInsteadOfDaysIsQuarantined() {
    assertThat(fixture.lake().ops().ledger().entries())
        .filteredOn(e -> e.account().equals("period"))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.state()).isEqualTo(FileState.QUARANTINED);
              assertThat(e.broken().get(0).detail())
                  .isEqualTo("1 of 1 rows are broken, more than 0.05 of them: PERIOD_NOT_DAILY 1");
            });
  }

  @Test
  void theNewestDownloadOfADayWinsAndADormantYearIsNoDuplicate(SparkSession spark) {
    Dataset<Row> rows = fixture.published(spark, "social_daily");

    assertThat(
            values(
                rows.where("account = 'zone-a0'"),
                "date",
                "handle",
                "artist_id",
                "video_views",
                "comments",
                "shares"))
        .containsExactly(
            "2026-04-01 zone.a0 zone-a0 10 -3 null",
            "2026-04-02 zone.a0 zone-a0 20 0 1",
            "2026-04-03 zone.a0 zone-a0 33 0 1",
            "2026-04-04 zone.a0 zone-a0 40 0 1");
    assertThat(values(rows.where("account = 'bpkm'"), "date", "handle", "video_views"))
        .containsExactly(
            "2025-04-01 _bpkm_ 0",
            "2025-04-02 _bpkm_ 0",
            "2026-04-01 _bpkm_ 0",
            "2026-04-02 _bpkm_ 0");
    assertThat(fixture.lake().ops().ledger().entries())
        .filteredOn(e -> e.state() == FileState.DUPLICATE)
        .extracting(e -> e.fileName())
        .containsExactly("Overview_2026-04-01_1775300074_zone.a0 (1).zip");
  }

  @Test
  void lineageSaysWhatEachTableVersionWasBuiltFrom() {
    List<RunEvent> events = new JournalLineage(fixture.lake().ops()).events();

    RunEvent published =
        events.stream()
            .filter(e -> e.run().facets().get("lake_run").equals(Map.of("id", first.runId())))
            .filter(e -> e.job().name().equals("publish.royalty_transactions"))
            .findFirst()
            .orElseThrow();
    assertThat(published.inputs())
        .extracting(RunEvent.Dataset::name)
        .containsExactly("aliases", "artists", "distrokid/bank_details", "stores");
    assertThat(published.outputs())
        .containsExactly(
            RunEvent.Dataset.of(
                fixture.lake().settings().zones().get(Zone.CURATED), "royalty_transactions", 0L));
    assertThat(events)
        .filteredOn(e -> e.job().name().equals("stage.metaads.insight_actions"))
        .allSatisfy(
            e ->
                assertThat(e.inputs())
                    .extracting(RunEvent.Dataset::name)
                    .containsExactly("metaads/insights"))
        .isNotEmpty();
  }

  @Test
  void nothingIsDueAfterwardsAndALookAtEverythingAddsNoVersion() {
    assertThat(dueAfter).isEqualTo(new Due(List.of(), false));
    assertThat(idle.publish().publication()).isNull();
    assertThat(idle.staging().values()).allSatisfy(s -> assertThat(s.changed()).isEmpty());
    assertThat(idle.exported().values()).allMatch(rows -> rows == 0);
    assertThat(fixture.lake().ops().publications())
        .extracting(Publication::runId)
        .containsExactly(first.runId(), restated.runId(), widened.runId());
  }

  @Test
  void aColumnAddedToTwoContractsReachesStagingCuratedWarehouseAndDictionary(SparkSession spark)
      throws Exception {
    assertThat(
            fixture
                .staged(spark, "distrokid.bank_details")
                .where("label_note like 'note %'")
                .count())
        .isEqualTo(STATEMENT.good);
    assertThat(
            fixture
                .published(spark, "royalty_transactions")
                .where("label_note like 'note %'")
                .count())
        .isEqualTo(STATEMENT.good);
    try (Connection connection = Warehouse.open(fixture.lake().settings()).connect("test");
        Statement statement = connection.createStatement()) {
      assertThat(
              one(
                  statement,
                  "select count(*) from lake.royalty_transactions where label_note like 'note %'"))
          .isEqualTo(String.valueOf(STATEMENT.good));
      assertThat(one(statement, "select sum(earnings_usd) from lake.royalty_transactions"))
          .isEqualTo(STATEMENT.earnings.setScale(12).toPlainString());
      assertThat(
              one(
                  statement,
                  "select description from lake.data_dictionary where table_name = 'royalty_transactions' and column_name = 'label_note'"))
          .isEqualTo("What the label noted.");
    }
  }

  private static String one(Statement statement, String sql) throws Exception {
    try (ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  @Test
  void theArchiveHoldsThePublicationByItsHashesAndCopiesNothingTwice(SparkSession spark)
      throws Exception {
    ObjectStore archive = fixture.lake().store(Zone.ARCHIVE);
    ArchiveManifest manifest =
        LakeJson.read(
            new String(archive.get(ArchiveJob.manifestKey(last.runId())), StandardCharsets.UTF_8),
            ArchiveManifest.class);

    assertThat(manifest.tables().keySet()).isEqualTo(last.tables().keySet());
    for (ArchiveManifest.Table table : manifest.tables().values()) {
      for (ArchiveManifest.File file : table.files()) {
        byte[] bytes = archive.get(file.key());
        assertThat(bytes).hasSize((int) file.bytes());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
            .isEqualTo(file.sha256());
      }
    }
    assertThat(new ArchiveJob(spark, fixture.lake(), fixture.context()).archive(last)).isZero();
  }

  @Test
  void aMonthOfRevenueIsTracedToTheTextItWasReadFrom(SparkSession spark) {
    List<Trace.Origin> origins =
        new Trace(spark, fixture.lake())
            .of("revenue_monthly", Map.of("store", "Spotify", "track_id", "QZABC2600001"), 3);

    assertThat(origins).hasSize(3);
    String[] lines = STATEMENT.text.split("\r");
    for (Trace.Origin origin : origins) {
      assertThat(origin.file().fileName()).isEqualTo("distrokid_made.csv");
      assertThat(origin.raw()).isEqualTo(lines[(int) origin.row()]);
      assertThat(origin.raw()).contains(origin.values().get("quantity")).contains("QZABC2600001");
    }
  }
}
