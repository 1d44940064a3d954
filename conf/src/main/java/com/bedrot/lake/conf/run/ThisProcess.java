package com.bedrot.lake.conf.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a process is, so that another on the same machine can tell whether it still lives.
 *
 * @param host host name
 * @param boot id of the machine's boot and of the process namespace (containers of one host see
 *     different processes); empty where the system has none
 * @param pid process id
 * @param startedAt start of the process, to tell it from a later one of the same id; null where the
 *     system does not say
 */
public record ThisProcess(String host, String boot, long pid, @Nullable Instant startedAt) {
  private static final Duration CLOCK_JITTER = Duration.ofSeconds(2);

  /** The running process. */
  public static ThisProcess current() {
    ProcessHandle self = ProcessHandle.current();
    return new ThisProcess(hostName(), bootOfThisMachine(), self.pid(), startOf(self));
  }

  /** Whether {@code other} can be looked up from this process. */
  public boolean seesSameProcessesAs(ThisProcess other) {
    return host.equals(other.host) && namespaceOf(boot).equals(namespaceOf(other.boot));
  }

  /** Whether {@code other}, which this process can look up, has ended. */
  public boolean knowsDead(ThisProcess other) {
    if (!seesSameProcessesAs(other)) {
      return false;
    }
    if (!boot.equals(other.boot)) {
      return true;
    }
    Optional<ProcessHandle> alive = ProcessHandle.of(other.pid).filter(ProcessHandle::isAlive);
    return alive.isEmpty() || !sameStart(startOf(alive.get()), other.startedAt);
  }

  private static boolean sameStart(@Nullable Instant now, @Nullable Instant then) {
    if (now == null || then == null) {
      return true;
    }
    return Duration.between(now, then).abs().compareTo(CLOCK_JITTER) <= 0;
  }

  private static @Nullable Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(null);
  }

  private static String namespaceOf(String boot) {
    return boot.substring(boot.indexOf('/') + 1);
  }

  private static String bootOfThisMachine() {
    return read(Path.of("/proc/sys/kernel/random/boot_id")) + "/" + namespace();
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String hostName() {
    String kernel = read(Path.of("/proc/sys/kernel/hostname"));
    if (!kernel.isEmpty()) {
      return kernel;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
