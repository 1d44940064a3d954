package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.ColumnType;
import com.bedrot.lake.conf.contract.ColumnType.Kind;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.contract.History;
import com.bedrot.lake.conf.settings.LakeSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Small contracts in the shape of the three sources, and files in memory. */
final class Fixtures {
  static final Instant LANDED = Instant.parse("2026-04-24T10:00:00Z");
  static final LakeSettings.Limits LIMITS =
      new LakeSettings.Limits(1L << 40, 64 << 20, 100, 200, 2000, 1 << 20, 1 << 20);

  static final DatasetContract STATEMENT =
      dataset(
          "statement",
          List.of("(?<period>\\d{4}-\\d{2})_statement\\.csv", ".*"),
          List.of(),
          new FileFormat(
              FileFormat.Kind.DELIMITED,
              List.of("zip", "gzip"),
              List.of(),
              List.of("UTF-8", "windows-1252"),
              List.of(",", "\t"),
              0,
              "Total|Rounding Adjustment",
              "earnings_usd",
              List.of(),
              null,
              null,
              List.of(),
              7),
          new History(
              History.Mode.SNAPSHOT,
              List.of("reported_on@month"),
              List.of("content:reported_on", "landed_at")),
          List.of(
              column("reported_on", Kind.DATE, true, List.of("Reporting Date")),
              column("sale_month", Kind.MONTH, true, List.of("Sale Month"), "yyyy-MM", "yyyyMM"),
              column("title", Kind.STRING, true, List.of("Title")),
              column("quantity", Kind.LONG, true, List.of("Quantity")),
              column("earnings_usd", Kind.DECIMAL, true, List.of("Earnings (USD)")),
              column("source_type", Kind.STRING, false, List.of("Source Type"))));

  static final DatasetContract DAILY =
      dataset(
          "daily",
          List.of(
              "Overview_(?<start>\\d{4}-\\d{2}-\\d{2})_(?<epoch>\\d+)_(?<account>.+)\\.zip",
              ".*\\.(zip|csv)"),
          List.of(),
          new FileFormat(
              FileFormat.Kind.DELIMITED,
              List.of("zip", "xlsx"),
              List.of("Overview.csv"),
              List.of("UTF-8"),
              List.of(","),
              0,
              null,
              null,
              List.of(),
              null,
              null,
              List.of(),
              0),
          new History(History.Mode.UPSERT, List.of("day"), List.of("name", "landed_at")),
          List.of(
              column("day", Kind.DATE, true, List.of("Date"), YearlessDates.FORMAT, "yyyy-MM-dd"),
              column("video_views", Kind.LONG, true, List.of("Video Views")),
              column("likes", Kind.LONG, false, List.of("Likes"))));

  static final DatasetContract INSIGHTS =
      dataset(
          "insights",
          List.of(".*"),
          List.of("date_start", "spend", "!creative"),
          new FileFormat(
              FileFormat.Kind.JSON,
              List.of("gzip"),
              List.of(),
              List.of("UTF-8"),
              List.of(),
              0,
              null,
              null,
              List.of("data"),
              null,
              null,
              List.of(),
              0),
          new History(
              History.Mode.UPSERT, List.of("level", "day"), List.of("content:day", "landed_at")),
          List.of(
              column("day", Kind.DATE, true, List.of("date_start")),
              column("spend", Kind.DECIMAL, true, List.of()),
              column("campaign_id", Kind.STRING, true, List.of()),
              new ColumnContract(
                  "level",
                  ColumnType.STRING,
                  "level",
                  true,
                  null,
                  "none",
                  Origin.PRESENCE,
                  List.of(),
                  List.of(),
                  List.of(),
                  orderedPresence(),
                  "plain")));

  private Fixtures() {}

  private static Map<String, String> orderedPresence() {
    Map<String, String> presence = new java.util.LinkedHashMap<>();
    presence.put("ad_id", "ad");
    presence.put("adset_id", "adset");
    presence.put("campaign_id", "campaign");
    return presence;
  }

  static ColumnContract column(
      String name, Kind kind, boolean required, List<String> aliases, String... formats) {
    return new ColumnContract(
        name,
        new ColumnType(kind, kind == Kind.DECIMAL ? 18 : 0, kind == Kind.DECIMAL ? 12 : 0),
        name,
        required,
        null,
        "none",
        Origin.FIELD,
        aliases,
        List.of(formats),
        List.of(),
        Map.of(),
        "plain");
  }

  static DatasetContract dataset(
      String name,
      List<String> patterns,
      List<String> contentKeys,
      FileFormat format,
      History history,
      List<ColumnContract> columns) {
    return new DatasetContract(
        "fixture",
        name,
        name,
        "1.0.0",
        patterns,
        contentKeys,
        null,
        format,
        history,
        columns,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        0.1,
        30,
        null,
        0,
        false);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ScanResult scan(DatasetContract contract, String name, byte[] bytes) {
    return scan(contract, ScanContext.of(name, LANDED), bytes);
  }

  static ScanResult scan(DatasetContract contract, ScanContext context, byte[] bytes) {
    try {
      return new FileScan(contract, LIMITS).scan(ByteSource.of(bytes), context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FileShape shape(DatasetContract contract, String name, byte[] bytes) {
    ScanResult result = scan(contract, name, bytes);
    FileShape shape = result.shape();
    if (shape == null) {
      throw new AssertionError("broken: " + result.broken());
    }
    return shape;
  }

  /** The only verdict, {@code CODE: detail}. */
  static String verdict(DatasetContract contract, String name, byte[] bytes) {
    return verdict(scan(contract, name, bytes).broken());
  }

  static String verdict(List<BrokenRule> broken) {
    return String.join("; ", broken.stream().map(b -> b.rule() + ": " + b.detail()).toList());
  }

  static byte[] gzip(byte[] content) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(content);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An archive of name, content pairs, all dated 2026-04-24. */
  static byte[] zip(Object... namesAndContents) {
    return zip(LocalDateTime.of(2026, 4, 24, 9, 37), namesAndContents);
  }

  static byte[] zip(@Nullable LocalDateTime at, Object... namesAndContents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        ZipEntry entry = new ZipEntry((String) namesAndContents[i]);
        if (at != null) {
          entry.setTimeLocal(at);
        }
        zip.putNextEntry(entry);
        zip.write((byte[]) namesAndContents[i + 1]);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
