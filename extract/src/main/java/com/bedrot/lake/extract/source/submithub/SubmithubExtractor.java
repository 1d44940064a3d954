package com.bedrot.lake.extract.source.submithub;

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

/** One account of SubmitHub. */
public final class SubmithubExtractor implements Extractor {
  private final OpenedPages<SubmithubPages> pages = new OpenedPages<>();

  @Override
  public Optional<String> prepare(SourceContext context) {
    return PortalAccess.missing(context);
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    String dataset = due.dataset().name();
    String address = context.guard().origin("web") + context.portal().page(dataset, Map.of());
    return List.of(
        new PlannedFile(
            "submithub-" + dataset.replace('_', '-') + "*.csv", List.of("page " + address)));
  }

  @Override
  public Set<String> identify(SourceContext context) {
    return pages.identify(new SubmithubPages(context));
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    return Fetched.of(List.of(pages.get().export(due.dataset().name())));
  }

  @Override
  public void close() {
    pages.close();
  }
}
