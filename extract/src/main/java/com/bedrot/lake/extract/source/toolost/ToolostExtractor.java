package com.bedrot.lake.extract.source.toolost;

import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.OpenedPages;
import com.bedrot.lake.extract.browser.PortalAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One account of TooLost. */
public final class ToolostExtractor implements Extractor {
  private static final String SALES = "sales";

  private final OpenedPages<ToolostPages> pages = new OpenedPages<>();

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
    return pages.identify(new ToolostPages(context));
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    ToolostPages open = pages.get();
    String dataset = due.dataset().name();
    List<Path> files =
        dataset.equals(SALES)
            ? open.salesReports(context.landed().names(SALES))
            : List.of(open.streams(dataset));
    return Fetched.of(files);
  }

  @Override
  public void close() {
    pages.close();
  }
}
