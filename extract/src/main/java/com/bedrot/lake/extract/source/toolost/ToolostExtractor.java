package com.bedrot.lake.extract.source.toolost;

import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.PortalAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One account of TooLost. */
public final class ToolostExtractor implements Extractor {
  private static final String SALES = "sales";

  private @Nullable ToolostPages pages;

  @Override
  public Optional<String> prepare(SourceContext context) {
    return PortalAccess.missing(context);
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    String dataset = due.dataset().name();
    return dataset.equals(SALES)
        ? List.of(planned(context, "MM-YYYY-*.csv of months that have not landed", "notifications"))
        : List.of(planned(context, "toolost_" + dataset + "_*.json", "analytics"));
  }

  private static PlannedFile planned(SourceContext context, String file, String page) {
    return new PlannedFile(
        file,
        List.of("page " + context.guard().origin("web") + context.portal().page(page, Map.of())));
  }

  @Override
  public Set<String> identify(SourceContext context) {
    pages = ToolostPages.open(context);
    return Set.of(pages.account());
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    ToolostPages open = opened();
    String dataset = due.dataset().name();
    List<Path> files =
        dataset.equals(SALES)
            ? open.salesReports(context.landed().names(SALES))
            : List.of(open.streams(dataset));
    return Fetched.of(files);
  }

  private ToolostPages opened() {
    if (pages == null) {
      throw new IllegalStateException("fetched before it was identified");
    }
    return pages;
  }

  @Override
  public void close() {
    if (pages != null) {
      pages.close();
    }
  }
}
