package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Portal;
import java.util.List;

/** The portals the replica plays. */
public final class Portals {
  private Portals() {}

  /** All of them, each with secrets of its own making. */
  public static List<Portal> all() {
    return List.of(
        new DistrokidPortal(),
        new ToolostPortal(),
        new SpotifyartistsPortal(),
        new TiktokPortal(),
        new MetaadsPortal(),
        new LinktreePortal(),
        new YoutubePortal(),
        new MailchimpPortal(),
        new InstagramPortal(),
        new SubmithubPortal());
  }
}
