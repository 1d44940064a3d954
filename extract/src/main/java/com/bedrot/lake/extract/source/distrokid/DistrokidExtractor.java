package com.bedrot.lake.extract.source.distrokid;

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

/** One account of DistroKid. */
public final class DistrokidExtractor implements Extractor {
  private static final String BANK_DETAILS = "bank_details";

  private final OpenedPages<DistrokidPages> pages = new OpenedPages<>();

  @Override
  public Optional<String> prepare(SourceContext context) {
    return PortalAccess.missing(context);
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    String dataset = due.dataset().name();
    return dataset.equals(BANK_DETAILS)
        ? List.of(planned(context, "DistroKid_*", "bank"))
        : List.of(planned(context, "distrokid_" + dataset + "_*.html", dataset));
  }

  private static PlannedFile planned(SourceContext context, String file, String page) {
    return new PlannedFile(
        file,
        List.of("page " + context.guard().origin("web") + context.portal().page(page, Map.of())));
  }

  @Override
  public Set<String> identify(SourceContext context) {
    return pages.identify(new DistrokidPages(context));
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    DistrokidPages open = pages.get();
    String dataset = due.dataset().name();
    Path file = dataset.equals(BANK_DETAILS) ? open.bankDetails() : open.streams(dataset);
    return Fetched.of(List.of(file));
  }

  @Override
  public void close() {
    pages.close();
  }
}
