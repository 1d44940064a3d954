package com.bedrot.lake.extract.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Daily account statistics as TikTok Studio exports them: days without a year, in an archive. */
final class DemoSocial {
  /** How the account's language writes a day. */
  enum Language {
    /** {@code April 12} */
    AMERICAN,
    /** {@code 12 de abril} */
    SPANISH;

    String day(LocalDate date) {
      return this == AMERICAN
          ? date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
              + " "
              + date.getDayOfMonth()
          : date.getDayOfMonth()
              + " de "
              + date.getMonth().getDisplayName(TextStyle.FULL, Locale.forLanguageTag("es"));
    }
  }

  private final long seed;
  private final Language language;

  DemoSocial(long seed, Language language) {
    this.seed = seed;
    this.language = language;
  }

  /** The export of the window, both days included; later exports know more of its last days. */
  String overview(LocalDate from, LocalDate to) {
    StringBuilder text =
        new StringBuilder("\ufeff")
            .append("\"Date\",\"Video Views\",\"Profile Views\",\"Likes\",\"Comments\",\"Shares\"");
    text.append(language == Language.AMERICAN ? ",\"New followers\"" : "");
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      Random random = new Random(seed + day.toEpochDay());
      int views = 200 + random.nextInt(4000) + (day.equals(to) ? 0 : 7);
      text.append('\n');
      field(text, language.day(day)).append(',');
      field(text, Integer.toString(views)).append(',');
      field(text, Integer.toString(views / 40)).append(',');
      field(text, Integer.toString(views / 12)).append(',');
      field(text, Integer.toString(random.nextInt(9) - 2)).append(',');
      field(text, Integer.toString(random.nextInt(30)));
      if (language == Language.AMERICAN) {
        text.append(',');
        field(text, random.nextInt(25) == 0 ? "undefined" : Integer.toString(random.nextInt(40)));
      }
    }
    return text.toString();
  }

  private static StringBuilder field(StringBuilder text, String value) {
    return text.append('"').append(value).append('"');
  }

  /** The archive around it, made at that time. */
  static byte[] archive(String overview, LocalDateTime made) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry("Overview.csv");
      entry.setTimeLocal(made);
      zip.putNextEntry(entry);
      zip.write(overview.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
