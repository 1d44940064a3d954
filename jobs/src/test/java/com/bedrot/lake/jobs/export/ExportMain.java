package com.bedrot.lake.jobs.export;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.warehouse.WarehouseTestServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Exports the last publication of a home, in a process of its own that a kill point may end. */
final class ExportMain {
  private ExportMain() {}

  public static void main(String[] arguments) {
    Map<String, String> overrides = new HashMap<>();
    for (int i = 1; i < arguments.length; i += 2) {
      overrides.put(arguments[i], arguments[i + 1]);
    }
    Lake lake =
        LakeOpener.open(
            WarehouseTestServer.settings(Path.of(arguments[0]), overrides),
            () -> new Contracts(List.of(), List.of(WarehouseExportIT.SALES)));
    WarehouseExport.export(SparkTest.session(), lake, lake.ops().lastPublication().orElseThrow());
    Runtime.getRuntime().halt(0);
  }
}
