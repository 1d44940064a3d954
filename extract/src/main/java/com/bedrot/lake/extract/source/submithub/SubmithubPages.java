package com.bedrot.lake.extract.source.submithub;

import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.Browsers;
import com.bedrot.lake.extract.browser.PortalBrowser;
import com.bedrot.lake.extract.browser.PortalLogin;
import com.bedrot.lake.extract.browser.PortalPage;
import java.nio.file.Path;

/** SubmitHub's pages in the browser of one account, signed in. */
final class SubmithubPages implements AutoCloseable {
  private final PortalBrowser browser;
  private final PortalPage page;

  /** Opens a browser; signs in where the portal asks. */
  static SubmithubPages open(SourceContext context) {
    SubmithubPages pages = new SubmithubPages(Browsers.of(context).open(context));
    boolean entered = false;
    try {
      new PortalLogin(context, pages.page).enter("link_analytics");
      entered = true;
      return pages;
    } finally {
      if (!entered) {
        pages.close();
      }
    }
  }

  private SubmithubPages(PortalBrowser browser) {
    this.browser = browser;
    this.page = browser.page();
  }

  /** Whose account the page shows. */
  String account() {
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
