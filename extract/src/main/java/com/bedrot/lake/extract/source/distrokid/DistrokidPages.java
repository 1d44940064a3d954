package com.bedrot.lake.extract.source.distrokid;

import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.PortalBrowser;
import com.bedrot.lake.extract.browser.PortalEntry;
import com.bedrot.lake.extract.browser.PortalPage;
import com.bedrot.lake.extract.browser.PortalPages;
import java.nio.file.Path;
import java.time.Duration;

/** DistroKid's pages in the browser of one account, signed in. */
final class DistrokidPages implements PortalPages {
  private final SourceContext context;
  private final PortalBrowser browser;
  private final PortalPage page;

  /** Opens a browser; signs in where the portal asks. */
  DistrokidPages(SourceContext context) {
    this.context = context;
    this.browser = PortalEntry.open(context, "home");
    this.page = browser.page();
  }

  @Override
  public String account() {
    return page.text("account");
  }

  /** The whole bank details, under the portal's own name; a large file is waited for. */
  Path bankDetails() {
    page.go("bank");
    page.requireSignedIn();
    Duration longest =
        Duration.ofMinutes(context.portal().facts().number("export_deadline_minutes"));
    return page.downloadWhenReady("download", "export_pending", "export_ready", longest);
  }

  /** A daily page as the server sends it. */
  Path streams(String dataset) {
    page.go(dataset);
    page.requireSignedIn();
    return context.newFile(
        "distrokid_" + dataset + "_" + context.now().toEpochMilli() + ".html", page.document());
  }

  @Override
  public void close() {
    browser.close();
  }
}
