package com.bedrot.lake.extract.source.tiktok;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.Browsers;
import com.bedrot.lake.extract.browser.CapturedJson;
import com.bedrot.lake.extract.browser.PortalBrowser;
import com.bedrot.lake.extract.browser.PortalLogin;
import com.bedrot.lake.extract.browser.PortalPage;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** TikTok Studio in the browser of one account, signed in. */
final class TiktokPages implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COUNT = "follower_count";
  private static final String HOME = "overview";
  private static final int OK = 200;
  private static final int TOO_MANY = 429;

  private final SourceContext context;
  private final PortalBrowser browser;
  private final PortalPage page;

  /** Opens a browser; signs in where the portal asks. */
  static TiktokPages open(SourceContext context) {
    TiktokPages pages = new TiktokPages(context, Browsers.of(context).open(context));
    boolean entered = false;
    try {
      new PortalLogin(context, pages.page).enter(HOME);
      entered = true;
      return pages;
    } finally {
      if (!entered) {
        pages.close();
      }
    }
  }

  private TiktokPages(SourceContext context, PortalBrowser browser) {
    this.context = context;
    this.browser = browser;
    this.page = browser.page();
  }

  /** The handle of the account the page shows. */
  String account() {
    return page.text("account");
  }

  /** A section's archive of the last days, under the portal's own name. */
  Path export(String section, int days) {
    page.go(section);
    page.requireSignedIn();
    page.choose("range", Integer.toString(days));
    return page.download("download");
  }

  /** The portal's own answer with the follower count; empty where it counts none. */
  Optional<Path> followerCount() {
    List<CapturedJson> answers = page.capture(COUNT, () -> page.go(HOME), all -> !all.isEmpty());
    page.requireSignedIn();
    CapturedJson answer = answers.get(0);
    if (answer.status() != OK) {
      throw new SourceException(
          answer.status() == TOO_MANY ? ErrorCode.SOURCE_THROTTLED : ErrorCode.SOURCE_ERROR,
          "the portal answers " + COUNT + " with " + answer.status());
    }
    String place = context.portal().facts().text("follower_count_at");
    return json(answer.body()).at(place).asLong() > 0
        ? Optional.of(written(answer.body()))
        : Optional.empty();
  }

  private Path written(byte[] answer) {
    String name =
        "tiktok_" + COUNT + "_" + account() + "_" + context.now().toEpochMilli() + ".json";
    Path file = context.newFile(name);
    try {
      return Files.write(file, answer);
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_FULL, "cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static JsonNode json(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException broken) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, "the answer of " + COUNT + " is no JSON");
    }
  }

  @Override
  public void close() {
    browser.close();
  }
}
