package com.bedrot.lake.extract.replica.portal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text fields of a flat JSON body; all the replica has to read. */
final class JsonField {
  private JsonField() {}

  /** The first text field of that name, the empty text where there is none. */
  static String of(String body, String name) {
    Matcher found =
        Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(body);
    return found.find() ? found.group(1) : "";
  }
}
