package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.extract.SourceContext;
import java.util.Map;

/** The way into a portal. */
public final class PortalEntry {
  private PortalEntry() {}

  /**
   * Opens the browser of an account at a page that needs a session; signs in where the portal asks.
   *
   * @throws LakeException as {@link Browsers#open} and {@link PortalLogin#enter}; no browser is
   *     open then
   */
  public static PortalBrowser open(
      SourceContext context, String pageName, Map<String, String> values) {
    PortalBrowser browser = Browsers.of(context).open(context);
    boolean entered = false;
    try {
      new PortalLogin(context, browser.page()).enter(pageName, values);
      entered = true;
      return browser;
    } finally {
      if (!entered) {
        browser.close();
      }
    }
  }

  /** As {@link #open(SourceContext, String, Map)}, at a page that needs nothing filled in. */
  public static PortalBrowser open(SourceContext context, String pageName) {
    return open(context, pageName, Map.of());
  }
}
