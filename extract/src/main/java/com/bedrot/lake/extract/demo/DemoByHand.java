package com.bedrot.lake.extract.demo;

import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.extract.replica.server.Goldens;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes what people hold of the label that the replica plays and no portal delivers any more: a
 * statement that comes late, a web page saved as one, a sales report the portal shows no longer,
 * with a broken row, and a dump of advertising results from before late conversions restated them.
 * Dates follow the clock's day (UTC), as the replica's do.
 */
public final class DemoByHand {
  private static final int LATE_MONTHS = 4;
  private static final int SHOWN_REPORTS = 3;
  private static final int DUMP_FIRST_DAY = 60;
  private static final int DUMP_LAST_DAY = 40;
  private static final BigDecimal SPENT_LATER = new BigDecimal("0.13");
  private static final String BROKEN_SALE =
      "%s,Spotify,US,PIG1987,Static Choir,QZRP12600001,01970000001000,many,0.463167,USD\n";
  private static final String LOGIN_PAGE =
      "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n"
          + "<body><form action=\"/signin\"><input name=\"email\"></form></body></html>\n";

  private final Path root;
  private final Clock clock;
  private final LocalDate today;

  /**
   * @param root is created; files of the same name are replaced
   */
  public DemoByHand(Path root, Clock clock) {
    this.root = root;
    this.clock = clock;
    this.today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Writes it, the same bytes all day. */
  public List<DemoFolder> write() throws IOException {
    return List.of(lateStatement(), olderReport(), olderDump());
  }

  /** Writes the newest statements of both artists too, for where no browser fetches them. */
  public List<DemoFolder> writeWithStatements() throws IOException {
    List<DemoFolder> folders = new ArrayList<>(write());
    folders.add(newestStatement("pig1987", "bank.tsv"));
    folders.add(newestStatement("zone-a0", "bank.csv"));
    return List.copyOf(folders);
  }

  private DemoFolder lateStatement() throws IOException {
    YearMonth late = YearMonth.from(today).minusMonths(LATE_MONTHS);
    String text =
        statement("pig1987/bank.tsv")
            .lines()
            .filter(line -> line.startsWith("\"Date") || !reported(line).isAfter(late))
            .collect(Collectors.joining("\n", "", "\n"));
    Path folder = root.resolve("distrokid").resolve("pig1987");
    return new DemoFolder(
        folder,
        "distrokid",
        "bank_details",
        "pig1987",
        null,
        List.of(
            file(folder, "distrokid_bank_details_late_" + late + ".tsv", text),
            file(folder, "distrokid_bank_details_login.csv", LOGIN_PAGE)));
  }

  /** Month of the second field, which is quoted. */
  private static YearMonth reported(String line) {
    return YearMonth.parse(line.split("\t", 3)[1].substring(1, "yyyy-MM".length() + 1));
  }

  private DemoFolder newestStatement(String account, String golden) throws IOException {
    Path folder = root.resolve("distrokid").resolve(account + "-newest");
    String ending = golden.substring(golden.indexOf('.'));
    return new DemoFolder(
        folder,
        "distrokid",
        "bank_details",
        account,
        "USD",
        List.of(
            file(
                folder,
                "distrokid_bank_details_" + account + "_" + today + ending,
                statement(account + "/" + golden))));
  }

  private String statement(String golden) {
    return new Goldens("distrokid", clock).text(golden);
  }

  /** The month before those the portal shows; a row in forty is broken. */
  private DemoFolder olderReport() throws IOException {
    YearMonth month = YearMonth.from(today).minusMonths(SHOWN_REPORTS + 1L);
    Goldens goldens = new Goldens("toolost", clock);
    StringBuilder text = new StringBuilder();
    for (int back = 1; back <= SHOWN_REPORTS; back++) {
      goldens
          .text("pig1987/sales-" + back + ".csv")
          .lines()
          .skip(text.isEmpty() ? 0 : 1)
          .forEach(line -> text.append(line).append('\n'));
    }
    text.append(BROKEN_SALE.formatted(month.minusMonths(2)));
    String name = DateTimeFormatter.ofPattern("MM-yyyy", Locale.ROOT).format(month) + "-4100.csv";
    Path folder = root.resolve("toolost").resolve("pig1987");
    return new DemoFolder(
        folder, "toolost", "sales", "pig1987", "USD", List.of(file(folder, name, text.toString())));
  }

  /** As the API told these days at their end: less spent, and no conversion yet. */
  private DemoFolder olderDump() throws IOException {
    ArrayNode rows = LakeJson.read("[]", ArrayNode.class);
    LocalDate made = today.minusDays(DUMP_LAST_DAY);
    for (String line :
        new Goldens("metaads", clock)
            .lines("label-ads/insights-campaign.rows", today.minusDays(DUMP_FIRST_DAY), made)) {
      ObjectNode row = LakeJson.read(line, ObjectNode.class);
      BigDecimal spend = new BigDecimal(row.path("spend").asText());
      row.put("spend", spend.subtract(SPENT_LATER).toPlainString());
      row.remove("actions");
      rows.add(row);
    }
    long epoch = made.plusDays(1).atTime(9, 0).toEpochSecond(ZoneOffset.UTC);
    Path folder = root.resolve("metaads").resolve("label-ads");
    return new DemoFolder(
        folder,
        "metaads",
        "insights",
        "label-ads",
        "USD",
        List.of(file(folder, "insights_" + epoch + ".json", LakeJson.pretty(rows))));
  }

  private static Path file(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder);
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
