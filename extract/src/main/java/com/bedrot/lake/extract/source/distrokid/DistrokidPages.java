package com.bedrot.lake.extract.source.distrokid;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.Browsers;
import com.bedrot.lake.extract.browser.PortalBrowser;
import com.bedrot.lake.extract.browser.PortalLogin;
import com.bedrot.lake.extract.browser.PortalPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** DistroKid's pages in the browser of one account, signed in. */
final class DistrokidPages implements AutoCloseable {
  private final SourceContext context;
  private final PortalBrowser browser;
  private final PortalPage page;

  /** Opens a browser; signs in where the portal asks. */
  static DistrokidPages open(SourceContext context) {
    DistrokidPages pages = new DistrokidPages(context, Browsers.of(context).open(context));
    boolean entered = false;
    try {
      new PortalLogin(context, pages.page).enter("home");
      entered = true;
      return pages;
    } finally {
      if (!entered) {
        pages.close();
      }
    }
  }

  private DistrokidPages(SourceContext context, PortalBrowser browser) {
    this.context = context;
    this.browser = browser;
    this.page = browser.page();
  }

  /** Whose account the page shows. */
  String account() {
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
    Path file =
        context.newFile("distrokid_" + dataset + "_" + context.now().toEpochMilli() + ".html");
    try {
      return Files.write(file, page.document());
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_FULL, "cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    browser.close();
  }
}
