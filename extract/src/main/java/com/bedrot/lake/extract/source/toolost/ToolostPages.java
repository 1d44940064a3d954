package com.bedrot.lake.extract.source.toolost;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TooLost's pages in the browser of one account, signed in. */
final class ToolostPages implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int TOO_MANY = 429;

  private final SourceContext context;
  private final PortalBrowser browser;
  private final PortalPage page;

  /** Opens a browser; signs in where the portal asks. */
  static ToolostPages open(SourceContext context) {
    ToolostPages pages = new ToolostPages(context, Browsers.of(context).open(context));
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

  private ToolostPages(SourceContext context, PortalBrowser browser) {
    this.context = context;
    this.browser = browser;
    this.page = browser.page();
  }

  /** Whose account the page shows. */
  String account() {
    return page.text("account");
  }

  /** The portal's own answer with the streams of this year, as it came. */
  Path streams(String dataset) {
    byte[] answer = answer(dataset, "analytics");
    String list = context.portal().facts().map("list_names").getOrDefault(dataset, "");
    if (!json(answer, dataset).path(list).isArray()) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, "the answer of " + dataset + " has no list " + list);
    }
    Path file =
        context.newFile("toolost_" + dataset + "_" + context.now().toEpochMilli() + ".json");
    try {
      return Files.write(file, answer);
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_FULL, "cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The sales reports that are announced, under the portal's own names.
   *
   * @param landed names of reports that landed before; their months are left out
   */
  List<Path> salesReports(Set<String> landed) {
    String answer = new String(answer("notifications", "notifications"), StandardCharsets.UTF_8);
    Pattern announced = Pattern.compile(context.portal().facts().text("sales_notification"));
    if (!announced.matcher(answer).find()) {
      return List.of();
    }
    List<String> texts = page.texts("sales_notification");
    List<Path> reports = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Matcher month = announced.matcher(texts.get(i));
      if (month.find() && landed.stream().noneMatch(name -> isOf(name, month))) {
        reports.add(page.download("sales_attachment", i));
      }
    }
    return reports;
  }

  private static boolean isOf(String name, Matcher month) {
    return name.startsWith(month.group("month") + "-" + month.group("year") + "-");
  }

  /** What a page asks its server for, once the page shows the account signed in. */
  private byte[] answer(String call, String pageName) {
    List<CapturedJson> answers = page.capture(call, () -> page.go(pageName), all -> !all.isEmpty());
    page.requireSignedIn();
    CapturedJson last = answers.get(answers.size() - 1);
    if (last.status() != OK) {
      throw new SourceException(
          last.status() == TOO_MANY ? ErrorCode.SOURCE_THROTTLED : ErrorCode.SOURCE_ERROR,
          "the portal answers " + call + " with " + last.status());
    }
    return last.body();
  }

  private static JsonNode json(byte[] answer, String call) {
    try {
      return JSON.readTree(answer);
    } catch (IOException broken) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, "the answer of " + call + " is no JSON");
    }
  }

  @Override
  public void close() {
    browser.close();
  }
}
