package com.bedrot.lake.extract.source.toolost;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.PageCall;
import com.bedrot.lake.extract.browser.PortalBrowser;
import com.bedrot.lake.extract.browser.PortalEntry;
import com.bedrot.lake.extract.browser.PortalPage;
import com.bedrot.lake.extract.browser.PortalPages;
import com.bedrot.lake.extract.resilience.SourceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TooLost's pages in the browser of one account, signed in. */
final class ToolostPages implements PortalPages {
  private static final String NOTIFICATIONS = "notifications";

  private final SourceContext context;
  private final PortalBrowser browser;
  private final PortalPage page;

  /** Opens a browser; signs in where the portal asks. */
  ToolostPages(SourceContext context) {
    this.context = context;
    this.browser = PortalEntry.open(context, "home");
    this.page = browser.page();
  }

  @Override
  public String account() {
    return page.text("account");
  }

  /** The portal's own answer with the streams of this year, as it came. */
  Path streams(String dataset) {
    PageCall call = new PageCall(page, dataset);
    byte[] answer = call.answer("analytics", Map.of());
    String list = context.portal().facts().map("list_names").getOrDefault(dataset, "");
    if (!call.json(answer).path(list).isArray()) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, "the answer of " + dataset + " has no list " + list);
    }
    return context.newFile(
        "toolost_" + dataset + "_" + context.now().toEpochMilli() + ".json", answer);
  }

  /**
   * The sales reports that are announced, under the portal's own names.
   *
   * @param landed names of reports that landed before; their months are left out
   */
  List<Path> salesReports(Set<String> landed) {
    byte[] announcements = new PageCall(page, NOTIFICATIONS).answer(NOTIFICATIONS, Map.of());
    String answer = new String(announcements, StandardCharsets.UTF_8);
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

  @Override
  public void close() {
    browser.close();
  }
}
