package com.bedrot.lake.extract.demo;

import com.bedrot.lake.conf.run.LakeJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Dumps of an advertising account: two campaigns with two ad sets each, daily results per ad set.
 * Ids are 18 digits, numbers are texts, keys without a value are left out.
 */
final class DemoAds {
  private static final long CAMPAIGN = 120_224_907_266_750_000L;
  private static final List<String> CAMPAIGNS =
      List.of("PIG1987 - DYSMORPHIA - Streaming", "ZONE A0 - THE SOURCE - BROAD SPOTIFY");
  private static final List<String> ADSETS = List.of("New Engagement Ad Set", "HARD TRANCE");

  private final long seed;

  DemoAds(long seed) {
    this.seed = seed;
  }

  private static String campaignId(int campaign) {
    return Long.toString(CAMPAIGN + 75 + campaign);
  }

  private static String adsetId(int campaign, int adset) {
    return Long.toString(CAMPAIGN + 1000 + campaign * 10L + adset);
  }

  String campaigns() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int c = 0; c < CAMPAIGNS.size(); c++) {
      Map<String, Object> campaign = new LinkedHashMap<>();
      campaign.put("id", campaignId(c));
      campaign.put("name", CAMPAIGNS.get(c));
      campaign.put("status", c == 0 ? "ACTIVE" : "PAUSED");
      campaign.put("objective", "OUTCOME_ENGAGEMENT");
      campaign.put("start_time", "2026-08-01T06:00:00-0700");
      campaign.put("created_time", "2026-07-30T10:12:13-0700");
      campaign.put("updated_time", "2026-09-12T11:00:01-0700");
      all.add(campaign);
    }
    return LakeJson.pretty(all);
  }

  String adsets() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int c = 0; c < CAMPAIGNS.size(); c++) {
      for (int a = 0; a < ADSETS.size(); a++) {
        Map<String, Object> adset = new LinkedHashMap<>();
        adset.put("id", adsetId(c, a));
        adset.put("name", ADSETS.get(a));
        adset.put("campaign_id", campaignId(c));
        adset.put("status", "ACTIVE");
        adset.put("daily_budget", "1500");
        adset.put("optimization_goal", "LINK_CLICKS");
        adset.put("targeting", targeting());
        adset.put("created_time", "2026-07-30T10:14:00-0700");
        adset.put("updated_time", "2026-09-12T11:02:00-0700");
        all.add(adset);
      }
    }
    return LakeJson.pretty(all);
  }

  private static Map<String, Object> targeting() {
    Map<String, Object> targeting = new LinkedHashMap<>();
    targeting.put("age_min", 18);
    targeting.put("geo_locations", Map.of("countries", List.of("US", "DE")));
    return targeting;
  }

  String ads() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int c = 0; c < CAMPAIGNS.size(); c++) {
      for (int a = 0; a < ADSETS.size(); a++) {
        Map<String, Object> ad = new LinkedHashMap<>();
        ad.put("id", Long.toString(CAMPAIGN + 5000 + c * 10L + a));
        ad.put("name", "AD" + (a + 1));
        ad.put("status", "ACTIVE");
        ad.put("effective_status", a == 0 ? "ACTIVE" : "ADSET_PAUSED");
        ad.put("adset_id", adsetId(c, a));
        ad.put("campaign_id", campaignId(c));
        ad.put("creative", Map.of("id", Long.toString(CAMPAIGN + 9000 + c * 10L + a)));
        ad.put("created_time", "2026-07-30T10:20:00-0700");
        ad.put("updated_time", "2026-09-12T11:05:00-0700");
        all.add(ad);
      }
    }
    return LakeJson.pretty(all);
  }

  /**
   * Daily rows of every ad set.
   *
   * @param restated the newest dump knows late conversions of days an older one has already
   */
  List<Map<String, Object>> insights(LocalDate from, LocalDate to, boolean restated) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      for (int c = 0; c < CAMPAIGNS.size(); c++) {
        for (int a = 0; a < ADSETS.size(); a++) {
          Random random = new Random(seed + day.toEpochDay() * 10 + c * 2L + a);
          rows.add(row(day, c, a, random, restated));
        }
      }
    }
    return rows;
  }

  private static Map<String, Object> row(
      LocalDate day, int campaign, int adset, Random random, boolean restated) {
    long impressions = 2000 + random.nextInt(9000);
    long clicks = impressions * (5 + random.nextInt(30)) / 1000;
    long cents = 400 + random.nextInt(1200) + (restated ? 13 : 0);
    long purchases = random.nextInt(4) + (restated ? 1 : 0);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("campaign_id", campaignId(campaign));
    row.put("campaign_name", CAMPAIGNS.get(campaign));
    row.put("adset_id", adsetId(campaign, adset));
    row.put("adset_name", ADSETS.get(adset));
    row.put("spend", BigDecimal.valueOf(cents, 2).toPlainString());
    row.put("impressions", Long.toString(impressions));
    row.put("clicks", Long.toString(clicks));
    row.put("ctr", ratio(clicks * 100, impressions));
    row.put("reach", Long.toString(impressions * 9 / 10));
    row.put("frequency", ratio(10, 9));
    List<Map<String, Object>> actions = new ArrayList<>();
    actions.add(action("link_click", clicks));
    if (purchases > 0) {
      actions.add(action("purchase", purchases));
      actions.add(action("omni_purchase", purchases));
      actions.add(action("offsite_conversion.fb_pixel_purchase", purchases));
    }
    row.put("actions", actions);
    row.put("date_start", day.toString());
    row.put("date_stop", day.toString());
    return row;
  }

  private static Map<String, Object> action(String type, long value) {
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("action_type", type);
    action.put("value", Long.toString(value));
    return action;
  }

  private static String ratio(long part, long whole) {
    return BigDecimal.valueOf(part)
        .divide(BigDecimal.valueOf(whole), 6, RoundingMode.HALF_UP)
        .toPlainString();
  }

  /** Rows as the answers of the API: pages of 50, as a list. */
  static String pages(List<Map<String, Object>> rows) {
    List<Map<String, Object>> pages = new ArrayList<>();
    for (int start = 0; start < rows.size(); start += 50) {
      Map<String, Object> page = new LinkedHashMap<>();
      page.put("data", rows.subList(start, Math.min(rows.size(), start + 50)));
      page.put("paging", Map.of("cursors", Map.of("after", "MAZDZD" + start)));
      pages.add(page);
    }
    return LakeJson.pretty(pages);
  }
}
