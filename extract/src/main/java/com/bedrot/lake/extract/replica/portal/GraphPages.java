package com.bedrot.lake.extract.replica.portal;

import com.bedrot.lake.extract.replica.server.Call;
import com.bedrot.lake.extract.replica.server.Site;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pages of a Graph API list: {@code data} and {@code paging} with cursors and the address of the
 * next page.
 */
final class GraphPages {
  private static final int SIZE = 25;

  private final Site site;
  private final Call call;
  private final List<String> all;

  GraphPages(Site site, Call call, List<String> all) {
    this.site = site;
    this.call = call;
    this.all = all;
  }

  /**
   * The page the call asks for by {@code after} and {@code limit}.
   *
   * @param secrets parameters the next address has beside the call's own
   * @param repeated whether it is the first page again, with a next page
   */
  String json(Map<String, String> secrets, boolean repeated) {
    int start = repeated ? 0 : Math.min(position(call.parameter("after")), all.size());
    int size = Math.max(1, number(call.parameter("limit"), SIZE));
    int end = Math.min(all.size(), start + size);
    String rows = String.join(",", all.subList(start, end));
    Map<String, String> values = Map.of("before", cursor(start), "after", cursor(end));
    if (end == all.size() && !repeated) {
      return site.goldens().around("/shared/graph-last.json", rows, values);
    }
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put("next", next(cursor(end), secrets));
    return site.goldens().around("/shared/graph-page.json", rows, more);
  }

  private String next(String after, Map<String, String> secrets) {
    Map<String, String> query = new LinkedHashMap<>(call.query());
    query.putAll(secrets);
    query.put("after", after);
    return query.entrySet().stream()
        .map(
            parameter ->
                parameter.getKey()
                    + "="
                    + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", site.address("api") + call.path() + "?", ""));
  }

  private static String cursor(int position) {
    byte[] text = ("row:" + position).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().encodeToString(text);
  }

  private static int position(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      return number(text.startsWith("row:") ? text.substring("row:".length()) : "", 0);
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  private static int number(String text, int otherwise) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
  }
}
