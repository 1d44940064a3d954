package com.bedrot.lake.extract.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Netscape's {@code cookies.txt}: seven columns, tabs between; {@code #HttpOnly_} marks a cookie.
 */
final class CookieText {
  private static final String HTTP_ONLY = "#HttpOnly_";
  private static final int COLUMNS = 7;

  private CookieText() {}

  /**
   * @throws IllegalArgumentException naming the line that is none
   */
  static List<SessionCookie> all(String text) {
    List<SessionCookie> cookies = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      boolean httpOnly = line.startsWith(HTTP_ONLY);
      if (!line.isBlank() && (httpOnly || !line.startsWith("#"))) {
        cookies.add(cookie(httpOnly ? line.substring(HTTP_ONLY.length()) : line, httpOnly, number));
      }
    }
    return cookies;
  }

  private static SessionCookie cookie(String line, boolean httpOnly, int number) {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS || !columns[4].matches("-?\\d{1,15}(\\.\\d+)?")) {
      throw new IllegalArgumentException("line " + number + " is no line of a cookies.txt");
    }
    boolean subdomains = columns[1].equalsIgnoreCase("TRUE");
    boolean secure = columns[3].equalsIgnoreCase("TRUE");
    String domain = columns[0];
    return new SessionCookie(
        columns[5],
        columns[6],
        subdomains && !domain.startsWith(".") ? "." + domain : domain,
        columns[2],
        CookieJson.moment(Double.parseDouble(columns[4])),
        httpOnly,
        secure,
        SameSite.repaired("", secure));
  }
}
