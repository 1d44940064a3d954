package com.bedrot.lake.jobs.warehouse;

import java.nio.file.Path;
import java.util.Map;

/** Opens the warehouse of a home and dies at once, as a killed program does. */
final class StarterMain {
  private StarterMain() {}

  public static void main(String[] arguments) {
    Warehouse.open(WarehouseTestServer.settings(Path.of(arguments[0]), Map.of()));
    Runtime.getRuntime().halt(0);
  }
}
