package com.bedrot.lake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.jobs.report.Attention.Unmatched;
import com.bedrot.lake.jobs.report.Business.Statement;
import com.bedrot.lake.jobs.report.Business.TopTrack;
import com.bedrot.lake.jobs.warehouse.TableReconciler;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import com.bedrot.lake.jobs.warehouse.WarehouseTable;
import com.bedrot.lake.jobs.warehouse.WarehouseTestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseFactsIT {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String ROWS =
      """
      insert into lake.royalty_statements (source, account, _file_sha256, file_id, file_name,
        landed_at, first_sale_month, last_sale_month, currency, record_count, row_count,
        quarantined_count, skipped_count, superseded_count, unreadable_money_count, declared_total,
        computed_total)
      values ('distrokid', 'sg', 'a', 'f', 'may.csv', '2026-05-02 10:30+00', '2026-04-01',
        '2026-05-01', 'USD', 3, 2, 1, 0, 0, 0, 4.5, 4.547294600001);
      insert into lake.revenue_monthly (source, account, sale_month, store, platform, track_id,
        artist, row_count, streams, earnings_usd)
      values ('distrokid', 'sg', '2026-04-01', 'Spotify', 'Spotify', 'T1', 'A', 1, 12, 40.005),
        ('distrokid', 'sg', '2026-05-01', 'Corner Shop', null, null, 'B', 1, null, -1.25);
      insert into lake.tracks (track_id, title, artist, in_catalog) values ('T1', 'Song', 'A', true);
      insert into lake.unmatched (kind, name, source, account, row_count, earnings_usd)
      values ('artist', 'B', 'distrokid', 'sg', 1, -1.25);
      insert into lake.social_daily (source, account, date, video_views)
      values ('tiktok', 'zonea0', '2026-05-01', 0), ('tiktok', 'zonea0', '2026-05-03', 7);
      insert into lake.ad_performance_daily (source, account, date, level, entity_id, currency, spend)
      values ('metaads', 'x', '2026-05-01', 'campaign', '1', 'EUR', 10.5),
        ('metaads', 'x', '2026-05-01', 'adset', '2', 'EUR', 10.5),
        ('metaads', 'x', '2026-05-02', 'ad', '3', 'EUR', 2.25);
      """;

  @TempDir Path home;

  @Test
  void whatTheTablesSayIsShownToTheLastDigit() throws SQLException {
    Business business = report(filled()).business();

    assertThat(business.absence()).isNull();
    assertThat(business.statements())
        .containsExactly(
            new Statement(
                "distrokid",
                "sg",
                "may.csv",
                "2026-04 to 2026-05",
                "2026-05-02 10:30",
                "2",
                "1",
                "4.50",
                "4.547294600001",
                "USD",
                "differs"));
    assertThat(business.tracks())
        .containsExactly(
            new TopTrack("Song", "A", "40.00", "12"),
            new TopTrack("no track id", "B", "-1.25", "–"));
    assertThat(rows(business.revenue().get(0)))
        .containsExactly("month Spotify Corner Shop", "2026-04 40.00 –", "2026-05 – -1.25");
  }

  @Test
  void daysAndStreamsThatAreMissingStayMissing() throws SQLException {
    Business business = report(filled()).business();

    assertThat(business.audience()).extracting(Chart::id).containsExactly("streams", "views");
    assertThat(rows(business.audience().get(0)))
        .containsExactly("month Spotify", "2026-04 12", "2026-05 –");
    assertThat(rows(business.audience().get(1)))
        .containsExactly("day tiktok zonea0", "2026-05-01 0", "2026-05-02 –", "2026-05-03 7");
  }

  @Test
  void spendOfADayIsCountedAtOneLevel() throws SQLException {
    assertThat(rows(report(filled()).business().advertising().get(0)))
        .containsExactly("day x", "2026-05-01 10.50", "2026-05-02 2.25");
  }

  @Test
  void unmatchedNamesComeWithTheirMoney() throws SQLException {
    Attention attention = report(filled()).attention();

    assertThat(attention.unmatched())
        .containsExactly(new Unmatched("artist", "B", "distrokid", "sg", "1", "-1.2500"));
    assertThat(attention.unmatchedCount()).isEqualTo(1);
  }

  @Test
  void aWarehouseThatCannotBeAskedIsASentenceOnThePage() {
    Lake lake = lake(Map.of("warehouse.url", "jdbc:postgresql://127.0.0.1:1/none"));

    assertThat(ReportPage.html(report(lake)))
        .contains("The warehouse could not be read (WAREHOUSE_UNREACHABLE): ");
  }

  private static List<String> rows(Chart chart) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(" ", chart.header()));
    chart.rows().forEach(row -> lines.add(String.join(" ", row)));
    return lines;
  }

  private static LakeReport report(Lake lake) {
    return new ReportMaker(lake).report(NOON);
  }

  private Lake filled() throws SQLException {
    Lake lake = lake(WarehouseTestServer.databaseSettings());
    try (Connection connection = Warehouse.open(lake.settings()).connect("test");
        var statement = connection.createStatement()) {
      TableReconciler.reconcile(connection, WarehouseTable.of(lake.contracts().tables()), Set.of());
      statement.execute(ROWS);
      for (var table : lake.contracts().tables()) {
        statement.execute(
            "insert into ops.export_ledger (table_name, run_id, delta_version, rows_deleted,"
                + " rows_loaded, rows, checksum) select '"
                + table.id()
                + "', 'r', 0, 0, 1, (select count(*) from lake."
                + table.id()
                + "), ''");
      }
    }
    return lake;
  }

  private Lake lake(Map<String, String> overrides) {
    Path project = Path.of("").toAbsolutePath().getParent();
    return LakeOpener.open(
        overrides,
        Environment.of(Map.of("LAKE_HOME", home.toString(), "PROJECT_ROOT", project.toString())));
  }
}
