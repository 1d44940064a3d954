package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import com.bedrot.lake.jobs.warehouse.WarehouseStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether the warehouse answers; the embedded one is not started for that. */
record WarehouseCheckup(LakeSettings settings) implements Checkup {
  @Override
  public String name() {
    return "warehouse";
  }

  @Override
  public List<Finding> look() {
    WarehouseStatus status = Warehouse.status(settings);
    if (!status.running()) {
      boolean empty = Warehouse.isEmpty(settings);
      return List.of(
          Finding.ok(name(), empty ? "embedded, not made yet" : "embedded, started when needed"));
    }
    try (Connection connection = Warehouse.open(settings).connect("lake doctor")) {
      return List.of(
          Finding.ok(
              name(),
              "PostgreSQL "
                  + connection.getMetaData().getDatabaseProductVersion()
                  + " answers at "
                  + status.url()));
    } catch (SQLException e) {
      return List.of(
          Finding.down(
              name(),
              "no answer from " + status.url(),
              String.valueOf(e.getMessage()),
              "check warehouse.url and the password, or start the server"));
    }
  }
}
