package com.bedrot.lake.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bedrot.lake.jobs.LakeFixture;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.TableDigests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real master and worker from our own jars, and a run submitted to them. */
class StandaloneClusterIT {
  private static final String HEADER =
      "Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\t"
          + "Song/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n";
  private static final Path JARS = Path.of("target", "dist", "lib").toAbsolutePath();
  private static final String HOST = "127.0.0.1";

  @TempDir private Path temp;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endCluster() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void aSubmittedRunLeavesTheTablesALocalRunLeaves() throws Exception {
    Path local = temp.resolve("local");
    Path cluster = temp.resolve("cluster");
    land(new LakeFixture(cluster));
    LakeFixture here = new LakeFixture(local);
    land(here);
    here.run();
    String master = cluster();

    Process run =
        command(
                List.of(
                    Path.of("..", "submit", "lake").toAbsolutePath().normalize().toString(),
                    "run",
                    "--until",
                    "curated"),
                Map.of(
                    "LAKE_HOME",
                    cluster.toString(),
                    "LAKE_MASTER",
                    master,
                    "LAKE_SPARK_SHARED_DISK",
                    "true",
                    "LAKE_HEAP",
                    "1g"))
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("run.log").toFile())
            .start();
    started.add(run);

    assertThat(run.waitFor(600, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(temp.resolve("run.log"));
    assertThat(run.exitValue()).as(said).isZero();
    assertThat(said).contains("rows written").doesNotContain("DEBUG");
    assertThat(TableDigests.of(SparkTest.session(), cluster))
        .isEqualTo(TableDigests.of(SparkTest.session(), local));
    assertThat(TableDigests.of(SparkTest.session(), cluster).get("curated/royalty_transactions"))
        .startsWith("33\t");
    assertThat(executorLogs()).as("an application ran on the worker").isNotEmpty();
  }

  private static void land(LakeFixture lake) {
    lake.landText(
        "distrokid.bank_details",
        "sg",
        "bank.tsv",
        HEADER
            + row("Spotify", "QZABC2600001", "0.011000000001")
            + row("Spotify", "QZABC2600001", "0.011000000001")
            + row("Deezer", "QZABC2600002", "-0.500000000000")
            + row("Tidal", "QZABC2600003", "0.25").repeat(30)
            + row("Deezer", "QZABC2600002", "1,5,0"));
  }

  private static String row(String store, String isrc, String earnings) {
    return String.join(
            "\t",
            "2026-08-15",
            "2026-06",
            store,
            "PIG1987",
            "A, \"Title\"",
            isrc,
            "0195000000001",
            "3",
            "100",
            "Song",
            "DE",
            "0.00000",
            earnings)
        + "\n";
  }

  private String cluster() throws Exception {
    assertThat(JARS).as("the packaged jars").isDirectory();
    int port = freePort();
    String master = "spark://" + HOST + ":" + port;
    Path sparkHome = Files.createDirectories(temp.resolve("spark"));
    Files.createSymbolicLink(sparkHome.resolve("jars"), JARS);
    daemon(
        "master",
        sparkHome,
        "org.apache.spark.deploy.master.Master",
        "--host",
        HOST,
        "--port",
        Integer.toString(port),
        "--webui-port",
        "0");
    await().atMost(Duration.ofSeconds(60)).until(() -> answers(port));
    daemon(
        "worker",
        sparkHome,
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        HOST,
        "--webui-port",
        "0",
        "--cores",
        "2",
        "--memory",
        "1200m",
        "--work-dir",
        temp.resolve("work").toString(),
        master);
    return master;
  }

  private void daemon(String name, Path sparkHome, String... arguments) throws IOException {
    Path logback = Path.of("..", "conf", "logback.xml").toAbsolutePath().normalize();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-Dlogback.configurationFile=" + logback);
    command.add("-Dlake.log.folder=" + temp.resolve("logs"));
    command.add("-cp");
    command.add(JARS + "/*");
    command.addAll(List.of(arguments));
    started.add(
        0,
        command(command, Map.of("SPARK_HOME", sparkHome.toString(), "SPARK_SCALA_VERSION", "2.12"))
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve(name + ".log").toFile())
            .start());
  }

  private static ProcessBuilder command(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("LAKE_"));
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().putAll(environment);
    return builder;
  }

  private List<Path> executorLogs() throws IOException {
    try (Stream<Path> all = Files.walk(temp.resolve("work"))) {
      return all.filter(path -> path.endsWith("stderr") || path.endsWith("stdout")).toList();
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(HOST, port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
