package com.bedrot.lake.conf.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.format.HeaderMatch;
import com.bedrot.lake.conf.format.NameFacts;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedContractsTest {
  private static final Contracts CONTRACTS = ContractLoader.load(Path.of(""));

  @Test
  void holdEveryDatasetWithItsColumns() {
    assertThat(CONTRACTS.datasets())
        .extracting(d -> d.key() + " " + d.columns().size() + " " + d.history().mode())
        .containsExactly(
            "distrokid.bank_details 15 SNAPSHOT",
            "distrokid.streams_spotify 2 UPSERT",
            "distrokid.streams_apple 2 UPSERT",
            "instagram.account_days 8 UPSERT",
            "instagram.media_insights 11 UPSERT",
            "instagram.follower_count 7 UPSERT",
            "instagram.metric_days 3 UPSERT",
            "instagram.posts 18 UPSERT",
            "label.artists 5 SNAPSHOT",
            "label.stores 7 SNAPSHOT",
            "label.aliases 3 SNAPSHOT",
            "linktree.analytics 7 UPSERT",
            "linktree.links 7 UPSERT",
            "mailchimp.campaigns 22 UPSERT",
            "mailchimp.reports 30 UPSERT",
            "metaads.campaigns 16 UPSERT",
            "metaads.adsets 21 UPSERT",
            "metaads.ads 14 UPSERT",
            "metaads.insights 21 UPSERT",
            "metaads.insight_actions 10 UPSERT",
            "spotifyartists.audience 10 UPSERT",
            "spotifyartists.songs 8 UPSERT",
            "spotifyartists.song_metrics 13 UPSERT",
            "spotifyartists.song_timelines 4 UPSERT",
            "spotifyartists.playlists 8 UPSERT",
            "submithub.link_analytics 12 UPSERT",
            "submithub.submissions 10 SNAPSHOT",
            "tiktok.overview 18 UPSERT",
            "tiktok.content 10 UPSERT",
            "tiktok.followers 4 UPSERT",
            "tiktok.follower_activity 4 UPSERT",
            "tiktok.follower_gender 4 UPSERT",
            "tiktok.follower_territories 4 UPSERT",
            "tiktok.viewers 5 UPSERT",
            "tiktok.follower_count 3 UPSERT",
            "toolost.streams_spotify 2 UPSERT",
            "toolost.streams_apple 2 UPSERT",
            "toolost.sales 14 UPSERT",
            "youtube.channel_days 13 UPSERT",
            "youtube.video_days 14 UPSERT",
            "youtube.channel_basic 27 UPSERT",
            "youtube.channel_reach 8 UPSERT",
            "youtube.videos 13 UPSERT",
            "youtube.studio_videos 13 UPSERT");
  }

  @Test
  void holdEveryTableWithItsColumnsAndGroup() {
    assertThat(CONTRACTS.tables())
        .extracting(
            t -> t.id() + " " + t.columns().size() + " " + t.publishGroup() + " " + t.datasets())
        .containsExactly(
            "ad_conversions_daily 11 ads [metaads.insight_actions]",
            "ad_entities 21 ads [metaads.campaigns, metaads.adsets, metaads.ads]",
            "ad_performance_daily 23 ads [metaads.insights]",
            "aliases 3 reference [label.aliases]",
            "artists 5 reference [label.artists]",
            "revenue_monthly 13 royalties []",
            "royalty_statement_parts 9 royalties []",
            "royalty_statements 20 royalties [distrokid.bank_details]",
            "royalty_transactions 22 royalties [distrokid.bank_details]",
            "social_daily 14 social [tiktok.overview]",
            "stores 7 reference [label.stores]",
            "track_sightings 9 royalties []",
            "tracks 7 royalties []",
            "unmatched 8 royalties []");
  }

  @Test
  void carryEveryColumnOfAStatementToItsTable() {
    TableContract table = CONTRACTS.table("royalty_transactions").orElseThrow();
    Set<String> carried =
        table.columns().stream().flatMap(c -> c.from().stream()).collect(Collectors.toSet());
    assertThat(CONTRACTS.dataset("distrokid.bank_details").orElseThrow().columns())
        .allSatisfy(c -> assertThat(carried).contains("distrokid.bank_details." + c.name()));
  }

  @Test
  void keepMoneyAndIdsAwayFromFloatingPoint() {
    assertThat(DataDictionary.of(CONTRACTS).entries())
        .filteredOn(e -> e.column().endsWith("_usd"))
        .hasSizeGreaterThan(5)
        .allSatisfy(e -> assertThat(e.type()).startsWith("numeric("));
    assertThat(DataDictionary.of(CONTRACTS).entries())
        .filteredOn(e -> e.column().endsWith("_id") || Set.of("isrc", "upc").contains(e.column()))
        .allSatisfy(e -> assertThat(e.type()).isEqualTo("text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)",
        "Date Inserted,Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Source Type,Country of Sale,Songwriter Royalties Withheld (USD),Earnings (USD),Recoup (USD)",
        "Date Inserted,Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld (USD),Earnings (USD),Recoup (USD)",
        "ReportingDate,SaleMonth,Store,Artist,Title,ISRC,UPC,Quantity,TeamPercentage,SongAlbum,CountryofSale,SongwriterRoyaltiesWithheld,EarningsUSD"
      })
  void knowEveryHeaderOfAStatement(String header) {
    HeaderMatch match = match("distrokid.bank_details", header);
    assertThat(match.unknown()).isEmpty();
    assertThat(match.broken()).isEmpty();
    assertThat(match.matched()).isEqualTo(header.split(",").length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Date,Video Views,Profile Views,Likes,Comments,Shares",
        "Date,Video views,Profile views,Likes,Comments,Shares,New followers",
        "Fecha,Visualizaciones de videos,Visualizaciones del perfil,Me gusta,Comentarios,Veces compartido",
        "Datum,Videoaufrufe,Profilaufrufe,Likes,Kommentare,Geteilte Inhalte",
        "Date,Vues de vidéos,Vues du profil,J'aime,Commentaires,Partages",
        "Data,Visualizações de vídeo,Visualizações do perfil,Curtidas,Comentários,Compartilhamentos",
        "Datum,Videovisningar,Målgrupp som nåtts,Profilvisningar,Gilla-markeringar,Delningar,Kommentarer,Nettotillväxt,Nya följare,Tappade följare",
        "Дата,Просмотры видео,Просмотры профиля,Лайки,Комментарии,Репосты"
      })
  void knowTheHeadersOfEveryLanguage(String header) {
    HeaderMatch match = match("tiktok.overview", header);
    assertThat(match.unknown()).isEmpty();
    assertThat(match.broken()).isEmpty();
  }

  @Test
  void refuseAStatementWithoutAnArtistColumn() {
    HeaderMatch match =
        match(
            "distrokid.bank_details",
            "Reporting Date,Sale Month,Store,Performer,Title,ISRC,UPC,Quantity,Country of Sale,Earnings (USD)");
    assertThat(match.broken())
        .extracting(b -> b.rule() + ": " + b.detail())
        .containsExactly(
            "CSV_HEADER_RENAMED: Column artist is missing; the nearest unknown header is \"Performer\".");
  }

  private static HeaderMatch match(String dataset, String header) {
    return HeaderMatch.of(List.of(header.split(",")), CONTRACTS.dataset(dataset).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "Overview_2024-07-07_1751814033_zone.a0.zip, 2024-07-07, 1751814033, zone.a0",
    "Overview_2025-08-28_1787841428__bpkm_.zip, 2025-08-28, 1787841428, _bpkm_",
    "Overview_2025-08-28_1787841428_zone_a0 (1).zip, 2025-08-28, 1787841428, zone_a0",
  })
  void takeHandleStartAndTimeFromAnArchivesName(
      String name, String start, String epoch, String account) {
    assertThat(NameFacts.of(name, CONTRACTS.dataset("tiktok.overview").orElseThrow()).groups())
        .isEqualTo(Map.of("start", start, "epoch", epoch, "account", account));
  }

  @ParameterizedTest
  @CsvSource({
    "campaigns.json, metaads.campaigns",
    "metaads_adsets_20250613.json, metaads.adsets",
    "ad_sets.json, metaads.adsets",
    "ads.json, metaads.ads",
    "meta_insights_1749772800.json, metaads.insights",
    "artists.csv, label.artists",
    "stores.csv, label.stores",
    "aliases.csv, label.aliases",
    "DistroKid_1750000000000.tsv, distrokid.bank_details",
    "distrokid_bank_details.csv, distrokid.bank_details",
    "tiktok_temp_1777023477442.zip, tiktok.overview",
    "Overview.csv, tiktok.overview",
    "distrokid_streams_spotify_1793102400.html, distrokid.streams_spotify",
    "distrokid_streams_apple_1793102400.html, distrokid.streams_apple",
    "toolost_streams_apple_1793102400.json, toolost.streams_apple",
    "08-2026-482913.csv, toolost.sales",
    "youtube_video_days_1793102400.ndjson, youtube.video_days",
    "youtube_videos_1793102400.ndjson, youtube.videos",
    "instagram_account_days_1793102400.ndjson, instagram.account_days",
  })
  void knowFilesByTheirNames(String name, String dataset) {
    assertThat(
            CONTRACTS
                .datasets()
                .filter(d -> NameFacts.of(name, d).matches())
                .map(DatasetContract::key))
        .containsExactly(dataset);
  }

  @Test
  void writeDatesIntoExpressions() {
    RuleContract rule =
        CONTRACTS.dataset("distrokid.bank_details").orElseThrow().rowRules().stream()
            .filter(r -> r.id().equals("period_before_label"))
            .findFirst()
            .orElseThrow();
    assertThat(rule.expression(LocalDate.of(2026, 3, 1), YearMonth.of(2017, 5)))
        .isEqualTo("sale_month >= DATE'2017-05-01'");
  }

  @Test
  void listEveryCuratedColumnInTheDataDictionary() {
    DataDictionary dictionary = DataDictionary.of(CONTRACTS);
    assertThat(dictionary.entries())
        .hasSize(CONTRACTS.tables().stream().mapToInt(t -> t.columns().size()).sum())
        .allSatisfy(e -> assertThat(e.description()).endsWith("."));
    assertThat(dictionary.ofTable("social_daily"))
        .filteredOn(e -> e.column().equals("handle"))
        .containsExactly(
            new DataDictionary.Entry(
                "social_daily",
                "handle",
                4,
                "text",
                false,
                null,
                "Handle of the account on the platform.",
                List.of("tiktok.overview.handle"),
                "personal",
                0));
  }

  @Test
  void shipReferenceDataThatFitsItsContractAndItself() throws IOException {
    Set<String> ids = new TreeSet<>();
    for (String dataset : List.of("artists", "stores", "aliases")) {
      List<NamedCsvRecord> rows = reference(dataset);
      assertThat(match("label." + dataset, String.join(",", rows.get(0).getHeader())).broken())
          .isEmpty();
      rows.stream().filter(r -> !dataset.equals("aliases")).forEach(r -> ids.add(r.getField(0)));
    }
    assertThat(reference("aliases"))
        .allSatisfy(alias -> assertThat(ids).contains(alias.getField("target_id")));
    assertThat(ids).allMatch(id -> id.matches("[a-z0-9][a-z0-9-]{0,63}"));
  }

  @Test
  void knowEveryStoreStatementsHaveNamed() throws IOException {
    List<String> named =
        Arrays.asList(
            "Spotify|Facebook|YouTube (Ads)|YouTube (Red)|Amazon Unlimited (Streaming)|Amazon Prime (Streaming)|Apple Music|Snap|NetEase|Yandex|Resso|Tidal|Deezer|Pandora|TikTok|Boomplay|Anghami|iTunes|iTunes Match|iTunes Songs|Instagram/Facebook|Google Play All Access|YouTube (Audio)|Luna|Tencent|Amazon (Downloads)|Amazon Songs"
                .split("\\|"));
    assertThat(reference("stores")).extracting(r -> r.getField("name")).containsAll(named);
    assertThat(reference("stores"))
        .filteredOn(r -> r.getField("counts_as_stream").equals("true"))
        .allSatisfy(r -> assertThat(r.getField("unit")).isEqualTo("stream"));
  }

  private static List<NamedCsvRecord> reference(String name) throws IOException {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(Path.of("reference", name + ".csv"))) {
      return reader.stream().toList();
    }
  }
}
