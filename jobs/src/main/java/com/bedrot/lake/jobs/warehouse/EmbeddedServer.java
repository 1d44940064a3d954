package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.jobs.warehouse.ServerCommand.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the installation's own: loopback only, durable, detached from the program
 * that started it. Starts and stops of several processes wait for each other.
 */
final class EmbeddedServer {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();
  private static final int ATTEMPTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int ANY_PORT = 0;
  // recovery after a power cut may take its time
  private static final String START_SECONDS = "300";
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "max_connections=60",
          "shared_buffers=128MB",
          "wal_level=minimal",
          "max_wal_senders=0",
          "max_wal_size=2GB",
          "checkpoint_timeout=15min",
          "jit=off",
          "timezone=UTC",
          "log_timezone=UTC",
          "client_connection_check_interval=2000");

  /** Where the server listens. */
  record Endpoint(int port, long pid) {}

  private final WarehouseFolder folder;
  private final String readerRole;
  private final Duration idle;

  EmbeddedServer(WarehouseFolder folder, String readerRole, Duration idle) {
    this.folder = folder;
    this.readerRole = readerRole;
    this.idle = idle;
  }

  /** The running server, without starting one. */
  Optional<Endpoint> running() {
    return ServerNote.read(folder).filter(ServerNote::ready).map(ServerNote::endpoint);
  }

  Credentials credentials() {
    try {
      return Credentials.read(folder.passwords(), readerRole);
    } catch (IOException e) {
      throw WarehouseErrors.files(folder.root(), e);
    }
  }

  /** Notes that the server is in use now, which puts off its idle stop. */
  void touch() {
    try {
      Files.writeString(folder.used(), "");
    } catch (IOException e) {
      throw WarehouseErrors.files(folder.root(), e);
    }
  }

  /** Starts the server unless it runs; made ready on first use. */
  Endpoint start() {
    return locked(
        () -> {
          Optional<Endpoint> settled = settled();
          if (settled.isPresent()) {
            return settled.get();
          }
          PostgresBinaries binaries = PostgresBinaries.unpacked(folder);
          refuseOtherMajor();
          if (!folder.initialized()) {
            initialize(binaries);
          }
          Endpoint endpoint = launch(binaries);
          IdleWatch.start(folder, endpoint.pid(), idle);
          LOG.info("Warehouse started on 127.0.0.1:{}", endpoint.port());
          return endpoint;
        });
  }

  /**
   * Stops the server; its clients are disconnected.
   *
   * @return false if none was running
   */
  boolean stop() {
    if (Files.notExists(folder.root())) {
      return false;
    }
    return locked(
        () -> {
          if (settled().isEmpty()) {
            return false;
          }
          Outcome outcome =
              control(PostgresBinaries.unpacked(folder), List.of("-m", "fast", "-w", "stop"));
          if (outcome.failed()) {
            throw WarehouseErrors.notStopped(outcome.output());
          }
          Files.deleteIfExists(folder.pid());
          return true;
        });
  }

  /** The running server, after a start or stop in progress has ended one way or the other. */
  private Optional<Endpoint> settled() {
    Optional<ServerNote> note = ServerNote.read(folder);
    while (note.isPresent() && !note.get().ready()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      note = ServerNote.read(folder);
    }
    return note.map(ServerNote::endpoint);
  }

  private void refuseOtherMajor() throws IOException {
    if (!folder.initialized()) {
      return;
    }
    String major = Files.readString(folder.data().resolve("PG_VERSION")).strip();
    if (!major.equals(PostgresBinaries.MAJOR)) {
      throw WarehouseErrors.otherMajor(major, PostgresBinaries.MAJOR);
    }
  }

  private void initialize(PostgresBinaries binaries) throws IOException {
    Credentials credentials = Credentials.random();
    credentials.write(folder.passwords(), readerRole);
    Outcome outcome = initializeWith(binaries, "C.UTF-8", credentials);
    if (outcome.failed()) {
      outcome = initializeWith(binaries, "C", credentials);
    }
    if (outcome.failed()) {
      throw WarehouseErrors.notStarted(folder.serverLog(), outcome.output(), null);
    }
    Files.move(draft(), folder.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Outcome initializeWith(PostgresBinaries binaries, String letters, Credentials credentials)
      throws IOException {
    PostgresBinaries.deleteTree(draft());
    Path password = folder.root().resolve("initial-password");
    WarehouseFolder.writePrivately(password, credentials.owner().reveal() + "\n");
    try {
      return new ServerCommand(folder.commandLog())
          .run(
              List.of(
                  binaries.program("initdb"),
                  "--pgdata=" + draft(),
                  "--username=" + Warehouse.OWNER,
                  "--pwfile=" + password,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--lc-ctype=" + letters,
                  "--data-checksums"));
    } finally {
      Files.deleteIfExists(password);
    }
  }

  private Path draft() {
    return folder.root().resolve("data.new");
  }

  private Endpoint launch(PostgresBinaries binaries) throws IOException {
    // a note whose process is gone, or is another program by now, would only refuse the start
    Files.deleteIfExists(folder.processNote());
    String output = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = freePort(attempt == 0 ? lastPort() : ANY_PORT);
      Outcome outcome =
          control(
              binaries,
              List.of(
                  "-l",
                  folder.serverLog().toString(),
                  "-w",
                  "-t",
                  START_SECONDS,
                  "-o",
                  "-p " + port + " -c " + String.join(" -c ", SETTINGS),
                  "start"));
      Optional<Endpoint> started = settled();
      if (!outcome.failed() && started.isPresent()) {
        Files.writeString(folder.port(), Integer.toString(port));
        Files.writeString(folder.pid(), Long.toString(started.get().pid()));
        return started.get();
      }
      output = outcome.output();
      // the last processes of a killed server may still be leaving
      LockSupport.parkNanos(PAUSE.multipliedBy(20L * attempt).toNanos());
    }
    throw WarehouseErrors.notStarted(folder.serverLog(), output, null);
  }

  private Outcome control(PostgresBinaries binaries, List<String> verb) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(binaries.program("pg_ctl"), "-D", folder.data().toString()));
    command.addAll(verb);
    return new ServerCommand(folder.commandLog()).run(command);
  }

  private int lastPort() throws IOException {
    return Files.exists(folder.port())
        ? Integer.parseInt(Files.readString(folder.port()).strip())
        : ANY_PORT;
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      if (wanted == ANY_PORT) {
        throw e;
      }
      return freePort(ANY_PORT);
    }
  }

  /** Work that must not overlap with another process's start or stop. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T locked(Work<T> work) {
    folder.create();
    IN_THIS_PROCESS.lock();
    try (FileChannel lock =
        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock(); // released with the channel
      return work.run();
    } catch (LakeException e) {
      throw e;
    } catch (IOException e) {
      throw WarehouseErrors.files(folder.root(), e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }
}
