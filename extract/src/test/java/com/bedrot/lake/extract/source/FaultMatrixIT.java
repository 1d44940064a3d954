package com.bedrot.lake.extract.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.run.ExtractRequest;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way a portal or API fails, once in a real Chromium and once over HTTP: the right code,
 * nothing landed of what failed, the other sources done, and all of it there with the next run.
 * Faults of one table are on at once, each at a source or path of its own: none changes another's
 * end.
 */
class FaultMatrixIT {
  private static final Set<String> FAULTS =
      Set.of(
          "expired session",
          "changed layout",
          "429",
          "5xx burst",
          "hang",
          "cut body",
          "wrong content type",
          "login page under 200",
          "repeated cursor",
          "other account shown",
          "captcha",
          "download that never ends");

  /**
   * A fault and what becomes of it, in the source's first account.
   *
   * @param dataset null where it ends the account before any
   * @param path where it hits; {@code {account}} stands for the account's id at the source
   */
  private record Row(
      String name,
      Fault fault,
      String source,
      @Nullable String dataset,
      String path,
      ErrorCode code) {

    boolean isOf(String ofSource, String ofAccount, @Nullable String ofDataset, LabelAccount mine) {
      return source.equals(ofSource)
          && mine.key().equals(ofAccount)
          && (dataset == null || dataset.equals(ofDataset));
    }
  }

  private static final List<Row> PORTALS =
      List.of(
          new Row(
              "expired session",
              Fault.SESSION_EXPIRED,
              "toolost",
              "streams_spotify",
              "/api/portal/analytics/",
              ErrorCode.SESSION_EXPIRED),
          new Row(
              "changed layout",
              Fault.LAYOUT_CHANGED,
              "tiktok",
              "content",
              "/tiktokstudio/analytics/content",
              ErrorCode.PORTAL_LAYOUT_CHANGED),
          new Row(
              "429",
              Fault.RATE_LIMITED,
              "tiktok",
              "viewers",
              "/tiktokstudio/analytics/viewers",
              ErrorCode.SOURCE_THROTTLED),
          new Row(
              "5xx burst",
              Fault.SERVER_ERROR,
              "distrokid",
              "bank_details",
              "/bank/details/",
              ErrorCode.SOURCE_ERROR),
          new Row(
              "hang",
              Fault.HANG,
              "tiktok",
              "follower_count",
              "/tiktokstudio/api/",
              ErrorCode.SOURCE_TIMEOUT),
          new Row(
              "cut body",
              Fault.CUT_BODY,
              "tiktok",
              "followers",
              "/tiktokstudio/download/followers",
              ErrorCode.RESPONSE_CUT),
          new Row(
              "wrong content type",
              Fault.WRONG_TYPE,
              "spotifyartists",
              "song_metrics",
              "/catalog-view/",
              ErrorCode.RESPONSE_UNEXPECTED),
          new Row(
              "login page under 200",
              Fault.LOGIN_PAGE,
              "submithub",
              "submissions",
              "/submissions",
              ErrorCode.SESSION_EXPIRED),
          new Row(
              "other account shown",
              Fault.OTHER_ACCOUNT,
              "linktree",
              null,
              "",
              ErrorCode.ACCOUNT_MISMATCH),
          new Row(
              "captcha",
              Fault.CAPTCHA,
              "distrokid",
              "streams_spotify",
              "/stats/",
              ErrorCode.PORTAL_BOT_CHECK),
          new Row(
              "download that never ends",
              Fault.ENDLESS_DOWNLOAD,
              "submithub",
              "link_analytics",
              "/links/export.csv",
              ErrorCode.SOURCE_TIMEOUT));

  private static final List<List<Row>> APIS =
      List.of(
          List.of(
              new Row(
                  "5xx burst",
                  Fault.SERVER_ERROR,
                  "metaads",
                  "campaigns",
                  "/v25.0/act_{account}/campaigns",
                  ErrorCode.SOURCE_ERROR),
              new Row(
                  "repeated cursor",
                  Fault.REPEATED_PAGE,
                  "metaads",
                  "adsets",
                  "/v25.0/act_{account}/adsets",
                  ErrorCode.PAGING_LOOP),
              new Row(
                  "429",
                  Fault.RATE_LIMITED,
                  "mailchimp",
                  "campaigns",
                  "/3.0/campaigns",
                  ErrorCode.SOURCE_THROTTLED),
              new Row(
                  "wrong content type",
                  Fault.WRONG_TYPE,
                  "mailchimp",
                  "reports",
                  "/3.0/reports",
                  ErrorCode.RESPONSE_UNEXPECTED)),
          List.of(
              new Row(
                  "hang",
                  Fault.HANG,
                  "metaads",
                  "campaigns",
                  "/v25.0/act_{account}/campaigns",
                  ErrorCode.SOURCE_TIMEOUT),
              new Row(
                  "cut body",
                  Fault.CUT_BODY,
                  "metaads",
                  "ads",
                  "/v25.0/act_{account}/ads",
                  ErrorCode.RESPONSE_CUT),
              new Row(
                  "changed layout",
                  Fault.LAYOUT_CHANGED,
                  "mailchimp",
                  "campaigns",
                  "/3.0/campaigns",
                  ErrorCode.RESPONSE_UNEXPECTED),
              new Row(
                  "login page under 200",
                  Fault.LOGIN_PAGE,
                  "mailchimp",
                  "reports",
                  "/3.0/reports",
                  ErrorCode.RESPONSE_LOGIN_PAGE)),
          List.of(
              new Row(
                  "download that never ends",
                  Fault.ENDLESS_DOWNLOAD,
                  "metaads",
                  "campaigns",
                  "/v25.0/act_{account}/campaigns",
                  ErrorCode.RESPONSE_TOO_BIG),
              new Row(
                  "other account shown",
                  Fault.OTHER_ACCOUNT,
                  "mailchimp",
                  null,
                  "",
                  ErrorCode.ACCOUNT_MISMATCH)),
          List.of(
              new Row(
                  "expired session",
                  Fault.SESSION_EXPIRED,
                  "metaads",
                  null,
                  "",
                  ErrorCode.CREDENTIAL_REFUSED),
              new Row(
                  "captcha",
                  Fault.CAPTCHA,
                  "mailchimp",
                  "campaigns",
                  "/3.0/campaigns",
                  ErrorCode.REQUEST_REFUSED)));

  @TempDir Path folder;
  private ReplicaLake lake;

  @BeforeEach
  void install() throws IOException {
    lake = new ReplicaLake(folder);
  }

  @AfterEach
  void end() {
    lake.close();
  }

  @Test
  void everyFaultIsInTheTables() {
    Set<String> named = new TreeSet<>();
    PORTALS.forEach(row -> named.add(row.name()));
    APIS.forEach(rows -> rows.forEach(row -> named.add(row.name())));
    assertThat(named).containsExactlyInAnyOrderElementsOf(FAULTS);
  }

  @Test
  @RequiresTool(Tool.CHROMIUM)
  void aPortalsFaultLandsNothingAndStopsNoOtherSource() {
    lake.settings().put("extract.browser.most", "2");
    lake.settings().put("extract.browser.timeout", "4s");

    check(PORTALS, "mailchimp", "pig1987");
  }

  @Test
  void anApisFaultLandsNothingAndStopsNoOtherSource() throws IOException {
    for (List<Row> rows : APIS) {
      lake.settings().put("extract.timeout", "1s");
      lake.settings().put("extract.retry.attempts", "2");
      lake.settings().put("extract.response-bytes", "1MiB");

      check(rows, "instagram", null);

      lake.close();
      lake = new ReplicaLake(folder.resolve(rows.get(0).fault().id()));
    }
  }

  private void check(List<Row> rows, String healthy, @Nullable String account) {
    rows.forEach(
        row ->
            lake.fault(row.source(), row.fault(), row.path().replace("{account}", mine(row).id())));
    List<String> sources =
        Stream.concat(rows.stream().map(Row::source), Stream.of(healthy)).distinct().toList();
    ExtractRequest due = new ExtractRequest(sources, account, null, null, null);

    List<WindowOutcome> failed = lake.extract(due);
    List<Manifest> landed = lake.manifests();

    rows.forEach(row -> assertFailed(row, failed, landed));
    assertThat(failed)
        .filteredOn(o -> o.source().equals(healthy))
        .isNotEmpty()
        .extracting(WindowOutcome::kind)
        .containsOnly(Kind.LANDED);
    assertThat(landed).extracting(Manifest::source).contains(healthy);

    lake.replica().faults().clear();
    List<WindowOutcome> next = lake.extract(due);
    assertThat(next).extracting(WindowOutcome::code).containsOnlyNulls();
    rows.forEach(row -> assertLanded(row, next));
  }

  private void assertFailed(Row row, List<WindowOutcome> outcomes, List<Manifest> landed) {
    assertThat(outcomes)
        .filteredOn(o -> row.isOf(o.source(), o.account(), o.dataset(), mine(row)))
        .as(row.name())
        .isNotEmpty()
        .extracting(WindowOutcome::code)
        .containsOnly(row.code());
    assertThat(landed)
        .as(row.name())
        .noneMatch(m -> row.isOf(m.source(), m.account(), m.dataset(), mine(row)));
  }

  private void assertLanded(Row row, List<WindowOutcome> outcomes) {
    assertThat(outcomes)
        .filteredOn(o -> row.isOf(o.source(), o.account(), o.dataset(), mine(row)))
        .as(row.name())
        .isNotEmpty()
        .extracting(WindowOutcome::kind)
        .containsOnly(Kind.LANDED);
  }

  private LabelAccount mine(Row row) {
    return lake.replica().accounts().get(row.source()).get(0);
  }
}
