package com.bedrot.lake.extract.replica.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The golden files of one source, with their dates moved to the clock's day (UTC).
 *
 * <p>A file whose name ends in {@code .rows} holds dated rows: days before today, a tab, the row.
 * Any other is served as it stands once its placeholders are filled; values put into pages and JSON
 * are escaped for them.
 */
public final class Goldens {
  private static final String ROOT = "/replica/";

  /**
   * A row of a dated file.
   *
   * @param date the day it is about
   */
  public record Row(LocalDate date, String text) {}

  private final String source;
  private final Clock clock;
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  public Goldens(String source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** The clock's day. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** The file with its placeholders filled. */
  public String text(String name, Map<String, String> values) {
    String path = name.startsWith("/") ? name.substring(1) : source + "/" + name;
    return new Placeholders(today()).fill(read(path), values, escapeFor(name));
  }

  /** The file with only its dates filled. */
  public String text(String name) {
    return text(name, Map.of());
  }

  /** A page of the source. */
  public Reply page(String name, Map<String, String> values) {
    return Reply.page(text(name, values));
  }

  /** The file around rows: its {@code {{rows}}} is replaced by them as they are. */
  public String around(String name, String rows, Map<String, String> values) {
    String marker = "\u0000rows\u0000";
    Map<String, String> all = new HashMap<>(values);
    all.put("rows", marker);
    return text(name, all).replace(marker, rows);
  }

  /** The rows of the days from first to last, both included, in the file's order. */
  public List<Row> rows(String name, LocalDate first, LocalDate last) {
    Map<LocalDate, Placeholders> days = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (String line : read(source + "/" + name).split("\n", -1)) {
      int tab = line.indexOf('\t');
      if (tab < 0) {
        continue;
      }
      LocalDate day = today().minusDays(Long.parseLong(line.substring(0, tab)));
      if (!day.isBefore(first) && !day.isAfter(last)) {
        Placeholders dates = days.computeIfAbsent(day, Placeholders::new);
        String text = dates.fill(line.substring(tab + 1), Map.of(), UnaryOperator.identity());
        rows.add(new Row(day, text));
      }
    }
    return rows;
  }

  /** The texts of {@link #rows}. */
  public List<String> lines(String name, LocalDate first, LocalDate last) {
    return rows(name, first, last).stream().map(Row::text).toList();
  }

  private String read(String path) {
    return texts.computeIfAbsent(path, Goldens::resource);
  }

  private static String resource(String path) {
    try (InputStream stream = Goldens.class.getResourceAsStream(ROOT + path)) {
      if (stream == null) {
        throw new IllegalArgumentException("no golden file " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UnaryOperator<String> escapeFor(String name) {
    if (name.endsWith(".html")) {
      return Goldens::escapedHtml;
    }
    return name.endsWith(".json") ? Goldens::escapedJson : UnaryOperator.identity();
  }

  private static String escapedHtml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String escapedJson(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
