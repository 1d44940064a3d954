package com.bedrot.lake.extract.source.tiktok;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.PageCall;
import com.bedrot.lake.extract.browser.PortalBrowser;
import com.bedrot.lake.extract.browser.PortalEntry;
import com.bedrot.lake.extract.browser.PortalPage;
import com.bedrot.lake.extract.browser.PortalPages;
import com.bedrot.lake.extract.portal.ErrorNumbers;
import com.bedrot.lake.extract.portal.FactMap;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** TikTok Studio in the browser of one account, signed in. */
final class TiktokPages implements PortalPages {
  private static final String COUNT = "follower_count";
  private static final String HOME = "overview";

  private final SourceContext context;
  private final PortalBrowser browser;
  private final PortalPage page;

  /** Opens a browser; signs in where the portal asks. */
  TiktokPages(SourceContext context) {
    this.context = context;
    this.browser = PortalEntry.open(context, HOME);
    this.page = browser.page();
  }

  @Override
  public String account() {
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
    PageCall call = new PageCall(page, COUNT);
    byte[] answer = call.answer(HOME, Map.of());
    if (followers(call.json(answer)) == 0) {
      return Optional.empty();
    }
    String name =
        "tiktok_" + COUNT + "_" + account() + "_" + context.now().toEpochMilli() + ".json";
    return Optional.of(context.newFile(name, answer));
  }

  /**
   * The number in an answer, 0 where it counts none. An answer without the place for it fails, and
   * so does one that says under status 200 what went wrong, as the interface for businesses does.
   */
  private long followers(JsonNode answer) {
    FactMap facts = context.portal().facts();
    int error = answer.path("code").asInt(0);
    if (error != 0) {
      throw new SourceException(
          new ErrorNumbers(facts).code(error, false),
          "the portal answers " + COUNT + " with error " + error);
    }
    JsonPointer place = JsonPointer.compile(facts.text("follower_count_at"));
    if (answer.at(place.head()).isMissingNode()) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, "the answer of " + COUNT + " has no " + place.head());
    }
    return answer.at(place).asLong();
  }

  @Override
  public void close() {
    browser.close();
  }
}
