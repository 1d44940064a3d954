package com.bedrot.lake.extract.source;

import com.bedrot.lake.extract.ExtractMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The program of extraction in processes of their own, one after another, with a folder for
 * temporary files that nothing else writes to.
 */
public final class LakeProcess {
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final Duration TICK = Duration.ofMillis(50);

  private final Path folder;
  private final Map<String, String> variables;
  private int started;

  /**
   * @param folder for what it prints and its temporary files
   */
  public LakeProcess(Path folder, Map<String, String> variables) throws IOException {
    this.folder = folder;
    this.variables = new HashMap<>(variables);
    Files.createDirectories(temp());
    this.variables.put("TMPDIR", temp().toString());
  }

  /** Where the programs put temporary files. */
  public Path temp() {
    return folder.resolve("temp");
  }

  /** Starts a command. */
  public Process start(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Djava.io.tmpdir=" + temp()));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ExtractMain.class.getName()));
    command.addAll(List.of(arguments));
    started++;
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
    process.environment().keySet().removeIf(name -> name.startsWith("LAKE_"));
    process.environment().putAll(variables);
    return process.start();
  }

  /** Runs a command to its end; gives its exit code. */
  public int run(String... arguments) throws IOException, InterruptedException {
    Process process = start(List.of(), arguments);
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + printed());
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What the last command has printed. */
  public String printed() throws IOException {
    return Files.readString(log());
  }

  private Path log() {
    return folder.resolve("printed-" + started);
  }

  /** The folders and files directly in a folder. */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  /** Waits until it is so; tells whether it came to be in time. */
  public static boolean await(Duration most, BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
    }
    return true;
  }
}
