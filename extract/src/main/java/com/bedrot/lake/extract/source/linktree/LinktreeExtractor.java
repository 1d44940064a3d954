package com.bedrot.lake.extract.source.linktree;

import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.OpenedPages;
import com.bedrot.lake.extract.browser.PortalAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One account of Linktree. */
public final class LinktreeExtractor implements Extractor {
  private final OpenedPages<LinktreePages> pages = new OpenedPages<>();

  @Override
  public Optional<String> prepare(SourceContext context) {
    return PortalAccess.missing(context);
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    String dataset = due.dataset().name();
    String page =
        "page " + context.guard().origin("web") + context.portal().page("analytics", Map.of());
    String operation = context.portal().facts().map("operations").get(dataset);
    return List.of(
        new PlannedFile("linktree_" + dataset + "_*.json", List.of(page + ", its " + operation)));
  }

  @Override
  public Set<String> identify(SourceContext context) {
    return pages.identify(new LinktreePages(context));
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    return pages.get().answer(due.dataset().name());
  }

  @Override
  public void close() {
    pages.close();
  }
}
