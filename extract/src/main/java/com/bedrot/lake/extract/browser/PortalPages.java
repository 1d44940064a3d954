package com.bedrot.lake.extract.browser;

/** A portal's pages in the browser of one account, signed in. For one thread. */
public interface PortalPages extends AutoCloseable {
  /** Whose account the portal shows. */
  String account();

  /** Ends the browser; the session is kept. */
  @Override
  void close();
}
