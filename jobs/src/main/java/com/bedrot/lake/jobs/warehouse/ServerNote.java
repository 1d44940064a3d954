package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.jobs.warehouse.EmbeddedServer.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL notes of a server that is alive, from its {@code postmaster.pid}.
 *
 * @param ready whether it takes connections; false while it starts or stops
 */
record ServerNote(Endpoint endpoint, boolean ready) {
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** Empty where there is no server, also where a note was left behind by a dead one. */
  static Optional<ServerNote> read(WarehouseFolder folder) {
    try {
      List<String> lines = Files.readAllLines(folder.processNote());
      long pid = Long.parseLong(lines.get(0).strip());
      if (!isServer(pid, folder.data())) {
        return Optional.empty();
      }
      boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
      int port = lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0;
      return Optional.of(new ServerNote(new Endpoint(port, pid), ready));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Whether that process is the server of that folder: a number may belong to another by now. */
  private static boolean isServer(long pid, Path data) throws IOException {
    if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
      return false;
    }
    String command =
        new String(
            Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")),
            StandardCharsets.UTF_8);
    return command.contains("\0-D\0" + data + "\0");
  }
}
