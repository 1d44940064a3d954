package com.bedrot.lake.extract.source.submithub;

import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.PortalBrowser;
import com.bedrot.lake.extract.browser.PortalEntry;
import com.bedrot.lake.extract.browser.PortalPage;
import com.bedrot.lake.extract.browser.PortalPages;
import java.nio.file.Path;

/** SubmitHub's pages in the browser of one account, signed in. */
final class SubmithubPages implements PortalPages {
  private final PortalBrowser browser;
  private final PortalPage page;

  /** Opens a browser; signs in where the portal asks. */
  SubmithubPages(SourceContext context) {
    this.browser = PortalEntry.open(context, "link_analytics");
    this.page = browser.page();
  }

  @Override
  public String account() {
    return page.text("account");
  }

  /** A dataset's CSV, under the portal's own name. */
  Path export(String dataset) {
    page.go(dataset);
    page.requireSignedIn();
    return page.download("download");
  }

  @Override
  public void close() {
    browser.close();
  }
}
