package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A call a page makes when it is visited, whose answer is wanted as it came. */
public final class PageCall {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int TOO_MANY = 429;

  private final PortalPage page;
  private final String call;

  /**
   * @param call its name in the contract
   */
  public PageCall(PortalPage page, String call) {
    this.page = page;
    this.call = call;
  }

  /**
   * Goes to the page and takes the answer, once the page shows the account signed in.
   *
   * @param values what fills the placeholders of page and call
   * @throws SourceException besides the page's: {@code SOURCE_THROTTLED, SOURCE_ERROR} where the
   *     call itself is refused
   */
  public byte[] answer(String pageName, Map<String, String> values) {
    List<CapturedJson> answers =
        page.capture(call, values, () -> page.go(pageName, values), all -> !all.isEmpty());
    page.requireSignedIn();
    CapturedJson last = answers.get(answers.size() - 1);
    if (last.status() != OK) {
      throw new SourceException(
          last.status() == TOO_MANY ? ErrorCode.SOURCE_THROTTLED : ErrorCode.SOURCE_ERROR,
          "the portal answers " + call + " with " + last.status());
    }
    return last.body();
  }

  /**
   * An answer as JSON.
   *
   * @throws SourceException {@code RESPONSE_UNEXPECTED}
   */
  public JsonNode json(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException broken) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, "the answer of " + call + " is no JSON");
    }
  }
}
