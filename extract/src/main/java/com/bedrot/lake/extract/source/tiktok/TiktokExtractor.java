package com.bedrot.lake.extract.source.tiktok;

import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.OpenedPages;
import com.bedrot.lake.extract.browser.PortalAccess;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One account of TikTok Studio. */
public final class TiktokExtractor implements Extractor {
  private static final String COUNT = "follower_count";

  /** Archive names by section; the followers' archive feeds every dataset of followers. */
  private static final Map<String, String> ARCHIVES =
      Map.of(
          "overview", "Overview_*.zip",
          "content", "Content_*.zip",
          "followers", "Followers_*.zip",
          "viewers", "Viewers_*.zip");

  private final OpenedPages<TiktokPages> pages = new OpenedPages<>();

  @Override
  public Optional<String> prepare(SourceContext context) {
    return PortalAccess.missing(context);
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    String dataset = due.dataset().name();
    if (dataset.equals(COUNT)) {
      return List.of(planned(context, "tiktok_" + COUNT + "_*.json", "overview", ""));
    }
    String archive = ARCHIVES.get(dataset);
    if (archive == null) {
      return List.of();
    }
    return List.of(
        planned(context, archive, dataset, ", the last " + range(context, due) + " days"));
  }

  private static PlannedFile planned(
      SourceContext context, String file, String page, String asked) {
    String address = context.guard().origin("web") + context.portal().page(page, Map.of());
    return new PlannedFile(file, List.of("page " + address + asked));
  }

  /**
   * The shortest range on offer that reaches back to the window's begin, else the longest. What
   * shows only how things are now is asked for over the longest.
   */
  private static int range(SourceContext context, DueWindow due) {
    Set<Integer> offered = context.portal().facts().numbers("ranges_days");
    int longest = Collections.max(offered);
    if (due.dataset().lookbackDays() == 0) {
      return longest;
    }
    LocalDate today = context.now().atZone(ZoneOffset.UTC).toLocalDate();
    long back = ChronoUnit.DAYS.between(due.window().from(), today);
    return offered.stream().filter(days -> days >= back).min(Integer::compare).orElse(longest);
  }

  @Override
  public Set<String> identify(SourceContext context) {
    return pages.identify(new TiktokPages(context));
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    TiktokPages open = pages.get();
    String dataset = due.dataset().name();
    return dataset.equals(COUNT)
        ? Fetched.of(open.followerCount().stream().toList())
        : Fetched.of(List.of(open.export(dataset, range(context, due))));
  }

  @Override
  public void close() {
    pages.close();
  }
}
