package com.bedrot.lake.extract.source.linktree;

import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.PortalAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One account of Linktree. */
public final class LinktreeExtractor implements Extractor {
  private @Nullable LinktreePages pages;

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
    pages = LinktreePages.open(context);
    return Set.of(pages.account());
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    if (pages == null) {
      throw new IllegalStateException("fetched before it was identified");
    }
    return pages.answer(due.dataset().name());
  }

  @Override
  public void close() {
    if (pages != null) {
      pages.close();
    }
  }
}
