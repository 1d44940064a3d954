package com.bedrot.lake.jobs.report;

import com.bedrot.lake.jobs.report.Answer.Line;
import com.bedrot.lake.jobs.report.Business.Statement;
import com.bedrot.lake.jobs.report.Business.TopTrack;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the curated tables say, asked through the read-only role. */
final class WarehouseFacts {
  private static final String FRESHNESS = "select table_name, rows, delta_version from freshness";

  private static final String STATEMENTS =
      """
      select source, account, file_name, to_char(first_sale_month, 'YYYY-MM'),
        to_char(last_sale_month, 'YYYY-MM'), to_char(landed_at, 'YYYY-MM-DD HH24:MI'),
        row_count, quarantined_count, declared_total, computed_total, currency
      from royalty_statements order by landed_at desc, file_name limit 60""";

  private static final String REVENUE =
      """
      select to_char(sale_month, 'YYYY-MM'), coalesce(platform, store), sum(earnings_usd),
        sum(streams)
      from revenue_monthly group by 1, 2 order by 1, 2""";

  private static final String TRACKS =
      """
      select coalesce(t.title, r.track_id, 'no track id'), coalesce(t.artist, min(r.artist)),
        sum(r.earnings_usd), sum(r.streams)
      from revenue_monthly r left join tracks t on t.track_id = r.track_id
      group by r.track_id, t.title, t.artist order by 3 desc nulls last, 1 limit 15""";

  private static final String UNMATCHED =
      """
      select kind, name, source, account, row_count, earnings_usd, count(*) over ()
      from unmatched order by abs(earnings_usd) desc nulls last, row_count desc, name limit 40""";

  private static final String SOCIAL =
      """
      select to_char(date, 'YYYY-MM-DD'), source || ' ' || account, sum(video_views),
        sum(net_followers)
      from social_daily where date > (select max(date) from social_daily) - 120
      group by 1, 2 order by 1, 2""";

  // campaigns, their ad sets and their ads hold the same money: one level counts
  private static final String SPEND =
      """
      select to_char(date, 'YYYY-MM-DD'), currency, account, sum(spend)
      from (select *, rank() over (partition by source, account, date order by
              case level when 'campaign' then 1 when 'adset' then 2 else 3 end) as place
            from ad_performance_daily
            where date > (select max(date) from ad_performance_daily) - 366) as counted
      where place = 1 group by 1, 2, 3 order by 1, 2, 3""";

  private final Function<String, List<Line>> warehouse;
  private final Map<String, Loaded> loaded = new LinkedHashMap<>();

  /** What the warehouse holds of a table. */
  record Loaded(long rows, long version) {}

  /**
   * Asks which tables there are.
   *
   * @param warehouse runs one statement
   */
  WarehouseFacts(Function<String, List<Line>> warehouse) {
    this.warehouse = warehouse;
    for (Line line : warehouse.apply(FRESHNESS)) {
      loaded.put(
          line.text(0), new Loaded(Long.parseLong(line.text(1)), Long.parseLong(line.text(2))));
    }
  }

  Map<String, Loaded> loaded() {
    return loaded;
  }

  Business business() {
    List<Line> revenue = ask("revenue_monthly", REVENUE);
    List<Line> social = ask("social_daily", SOCIAL);
    return new Business(
        null,
        ask("royalty_statements", STATEMENTS).stream().map(WarehouseFacts::statement).toList(),
        tracks(),
        charts(ChartMaker.bars("revenue", "Earnings by sale month", "USD", pivot(revenue, 2))),
        charts(
            ChartMaker.lines("streams", "Streams by sale month", "streams", pivot(revenue, 3)),
            ChartMaker.lines("views", "Video views by day", "views", pivot(social, 2)),
            ChartMaker.lines(
                "followers", "Followers won and lost by day", "followers", pivot(social, 3))),
        spend());
  }

  List<Attention.Unmatched> unmatched() {
    List<Line> lines = ask("unmatched", UNMATCHED);
    int decimals = decimals(lines, 5);
    return lines.stream()
        .map(
            line ->
                new Attention.Unmatched(
                    line.text(0),
                    line.text(1),
                    line.text(2),
                    line.text(3),
                    count(line.number(4)),
                    Amount.rounded(line.number(5), decimals)))
        .toList();
  }

  long unmatchedCount() {
    return loaded.containsKey("unmatched") ? loaded.get("unmatched").rows() : 0;
  }

  private List<Line> ask(String table, String statement) {
    return loaded.containsKey(table) ? warehouse.apply(statement) : List.of();
  }

  private static Statement statement(Line line) {
    BigDecimal declared = line.number(8);
    BigDecimal computed = line.number(9);
    return new Statement(
        line.text(0),
        line.text(1),
        line.text(2),
        line.text(3).equals(line.text(4)) ? line.text(3) : line.text(3) + " to " + line.text(4),
        line.text(5),
        count(line.number(6)),
        count(line.number(7)),
        Amount.exact(declared),
        Amount.exact(computed),
        line.text(10),
        agreement(declared, computed));
  }

  private static String agreement(@Nullable BigDecimal declared, @Nullable BigDecimal computed) {
    if (declared == null) {
      return "none declared";
    }
    return computed != null && declared.compareTo(computed) == 0 ? "agrees" : "differs";
  }

  private List<TopTrack> tracks() {
    if (!loaded.containsKey("tracks")) {
      return List.of();
    }
    List<Line> lines = ask("revenue_monthly", TRACKS);
    int decimals = decimals(lines, 2);
    return lines.stream()
        .map(
            line ->
                new TopTrack(
                    line.text(0),
                    line.text(1),
                    Amount.rounded(line.number(2), decimals),
                    count(line.number(3))))
        .toList();
  }

  /** One picture per currency: amounts of two currencies are not added. */
  private List<Chart> spend() {
    Map<String, Pivot> byCurrency = new LinkedHashMap<>();
    for (Line line : ask("ad_performance_daily", SPEND)) {
      byCurrency
          .computeIfAbsent(line.text(1), currency -> new Pivot())
          .add(line.text(0), line.text(2), line.number(3));
    }
    return byCurrency.entrySet().stream()
        .flatMap(
            e ->
                ChartMaker.bars(
                    "spend-" + e.getKey().replaceAll("[^A-Za-z]", ""),
                    "Ad spend by day",
                    e.getKey(),
                    e.getValue())
                    .stream())
        .toList();
  }

  private static Pivot pivot(List<Line> lines, int column) {
    Pivot pivot = new Pivot();
    lines.forEach(line -> pivot.add(line.text(0), line.text(1), line.number(column)));
    return pivot;
  }

  @SafeVarargs
  private static List<Chart> charts(Optional<Chart>... charts) {
    return Stream.of(charts).flatMap(Optional::stream).toList();
  }

  private static int decimals(List<Line> lines, int column) {
    return Amount.decimalsFor(
        lines.stream().map(line -> line.number(column)).filter(Objects::nonNull).toList());
  }

  private static String count(@Nullable BigDecimal value) {
    return value == null ? Amount.MISSING : Amount.grouped(value);
  }
}
