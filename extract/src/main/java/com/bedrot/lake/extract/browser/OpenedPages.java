package com.bedrot.lake.extract.browser;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages an extractor opens when its account is identified and keeps until it is closed. */
public final class OpenedPages<P extends PortalPages> implements AutoCloseable {
  private @Nullable P pages;

  /** Keeps the pages; tells whose account they show. */
  public Set<String> identify(P opened) {
    pages = opened;
    return Set.of(opened.account());
  }

  /** The pages of an account that was identified. */
  public P get() {
    if (pages == null) {
      throw new IllegalStateException("fetched before it was identified");
    }
    return pages;
  }

  @Override
  public void close() {
    if (pages != null) {
      pages.close();
    }
  }
}
