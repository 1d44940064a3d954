package com.bedrot.lake.extract.source.shop;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A project with the shipped contracts and one more: the shop's. */
public final class ShopProject {
  private static final String SHOP =
      """
      apiVersion: v3.1.0
      kind: DataContract
      id: shop
      name: Shop
      version: 1.0.0
      status: active
      description: {purpose: Orders of a shop., limitations: None.}
      team: {name: label-data}
      slaProperties:
        - {property: freshness, value: 3, unit: d, element: orders}
        - {property: frequency, value: 1, unit: d, element: orders, scheduler: cron, schedule: "0 6 * * *"}
      customProperties:
        - property: portal
          value: {kind: api, origins: {web: "https://shop.example"}, hosts: [shop.example]}
      schema:
        - name: orders
          logicalType: object
          physicalType: file
          description: Orders of a day.
          dataGranularityDescription: Day.
          customProperties:
            - {property: filePatterns, value: ['^orders_.*\\.csv$']}
            - {property: contentKeys, value: [day, orders]}
            - {property: format, value: {kind: delimited, encodings: [UTF-8], delimiters: [","]}}
            - {property: history, value: {mode: upsert, sliceBy: [day], newestBy: [landed_at]}}
            - {property: grain, value: [day]}
            - {property: sortBy, value: [day]}
            - {property: lookbackDays, value: 2}
          properties:
            - name: day
              logicalType: date
              physicalType: date
              required: true
              description: Day.
              customProperties:
                - {property: formats, value: [yyyy-MM-dd]}
            - {name: orders, logicalType: integer, physicalType: long, description: Orders.}
      """;

  private final Path settings;

  public ShopProject(Path root) throws IOException {
    Path conf = root.resolve("conf");
    for (String kind : List.of("contracts", "tables")) {
      Files.createDirectories(conf.resolve(kind));
      try (Stream<Path> files = Files.list(Path.of("../conf").resolve(kind))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yml")).toList()) {
          Files.copy(file, conf.resolve(kind).resolve(file.getFileName()));
        }
      }
    }
    Files.writeString(conf.resolve("contracts/shop.yml"), SHOP);
    settings = Files.writeString(conf.resolve("lake.yml"), "home: .lake\n");
  }

  /** Configures accounts of the shop, and nothing else. */
  public void accounts(String... keys) throws IOException {
    StringBuilder yaml = new StringBuilder("accounts:\n  shop:\n");
    for (String key : keys) {
      yaml.append("    ").append(key).append(": {handles: [h]}\n");
    }
    Files.writeString(settings, yaml);
  }

  /** As {@link #accounts}, with a server in the shop's place. */
  public void accounts(URI origin, String... keys) throws IOException {
    accounts(keys);
    Files.writeString(
        settings,
        Files.readString(settings)
            + "extract: {allow-loopback: true, origins: {shop: {web: \""
            + origin
            + "\"}}}\n");
  }
}
