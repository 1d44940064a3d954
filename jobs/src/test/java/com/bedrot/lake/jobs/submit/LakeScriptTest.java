package com.bedrot.lake.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script, with programs on the path that only write down how they were called. */
class LakeScriptTest {
  private static final String NOTE =
      "#!/bin/bash\n"
          + "{ printf '%s' \"${0##*/}\"; printf '\\t%s' \"$@\"; printf '\\n'; } >>\"$CALLS\"\n"
          + "pwd >>\"$CALLS.folder\"\n"
          + "case \" $* \" in *lake.spark=absent*) exit \"${LOOK:-0}\" ;;"
          + " *options-only*) exit \"${OPTIONS:-0}\" ;;"
          + " *ExtractMain*) echo fetched; exit \"${FETCHED:-0}\" ;; *) exit \"${END:-0}\" ;; esac\n";

  @TempDir private Path temp;
  private Path root;
  private Path calls;
  private Path elsewhere;

  @BeforeEach
  void install() throws IOException {
    root = temp.resolve("a label's lake");
    calls = temp.resolve("calls");
    elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
    Path submit = Files.createDirectories(root.resolve("submit"));
    Path source = Path.of("..", "submit", "lake").toAbsolutePath().normalize();
    Files.copy(source, submit.resolve("lake"), StandardCopyOption.COPY_ATTRIBUTES);
    program("bin/java");
    program("spark/bin/spark-submit");
    jar("jobs", "lake-jobs-1.jar");
    jar("jobs", "lake-conf-1.jar");
    jar("jobs", "lake-quality-1.jar");
    jar("jobs", "deequ-2.jar");
    jar("jobs", "spark-core-3.jar");
    jar("jobs", "logback-classic-1.jar");
    jar("extract", "lake-extract-1.jar");
  }

  @Test
  void answersFromPlainJavaWithoutSpark() throws Exception {
    Ended ended = lake(Map.of("END", "3"), "status", "--json");

    assertThat(ended.status()).isEqualTo(3);
    assertThat(arguments(0))
        .endsWith("com.bedrot.lake.jobs.JobsMain", "status", "--json")
        .contains("-Duser.timezone=UTC")
        .noneMatch(argument -> argument.startsWith("--add-opens"));
    assertThat(calls()).hasSize(1);
  }

  @Test
  void leavesTheUserInTheirFolder() throws Exception {
    lake(Map.of(), "import", "a file.csv");

    assertThat(arguments(0))
        .endsWith("com.bedrot.lake.extract.ExtractMain", "import", "a file.csv");
    assertThat(Files.readString(Path.of(calls + ".folder")).strip())
        .isEqualTo(elsewhere.toRealPath().toString());
  }

  @Test
  void isFoundThroughLinks() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("first"), root.resolve("submit/lake"));
    Path second = Files.createSymbolicLink(temp.resolve("second"), link.getFileName());

    Ended ended = started(second, Map.of(), "status");

    assertThat(ended.status()).isZero();
    assertThat(arguments(0)).endsWith("com.bedrot.lake.jobs.JobsMain", "status");
  }

  @Test
  void doesNotStartSparkForNothing() throws Exception {
    Ended ended = lake(Map.of("LOOK", "0"), "run");

    assertThat(ended.status()).isZero();
    assertThat(calls()).hasSize(1);
    assertThat(arguments(0)).contains("-Dlake.spark=absent").doesNotContain("-XX:+UseParallelGC");
  }

  @Test
  void passesOnWhatTheLookEndedWith() throws Exception {
    assertThat(lake(Map.of("LOOK", "75"), "run").status()).isEqualTo(75);
    assertThat(calls()).hasSize(1);
  }

  @Test
  void fetchesFirstWhereAnAccountHasASession() throws Exception {
    session("tiktok");

    assertThat(lake(Map.of(), "run", "--set", "a.b=c", "--strict").output()).isEqualTo("fetched\n");

    assertThat(calls()).hasSize(3);
    assertThat(arguments(0))
        .contains("-Dlake.run.options-only=true")
        .endsWith("com.bedrot.lake.jobs.JobsMain", "run", "--set", "a.b=c", "--strict");
    assertThat(arguments(1))
        .endsWith("com.bedrot.lake.extract.ExtractMain", "extract", "--set", "a.b=c");
    assertThat(arguments(2))
        .contains("-Dlake.extract.exit=0")
        .endsWith("com.bedrot.lake.jobs.JobsMain", "run", "--set", "a.b=c", "--strict");
    assertThat(runId(2)).matches("\\d{8}T\\d{6}Z-[0-9a-f]{6}").isEqualTo(runId(1));
  }

  @Test
  void fetchesNothingWhereTheOptionsAreRefused() throws Exception {
    session("tiktok");

    assertThat(lake(Map.of("OPTIONS", "2"), "run", "--nonsense").status()).isEqualTo(2);

    assertThat(calls()).hasSize(1).noneMatch(call -> call.contains("ExtractMain"));
  }

  @Test
  void fetchesFirstWhereAnAccountHasASecret() throws Exception {
    lake(Map.of("LAKE_METAADS_MAIN_ACCESS_TOKEN_FILE", "/run/secrets/meta"), "run", "--dry-run");

    assertThat(calls()).hasSize(3);
    assertThat(arguments(1)).endsWith("extract", "--dry-run");
  }

  @Test
  void fetchesNothingWhereNoSourceHasEither() throws Exception {
    lake(Map.of("LAKE_WAREHOUSE_PASSWORD", "x", "LAKE_SESSION_KEY", "y"), "run");

    assertThat(calls()).hasSize(1);
  }

  @Test
  void leavesExtractionOutWhenToldOrAskedForHelp() throws Exception {
    session("tiktok");

    lake(Map.of(), "run", "--no-extract");
    lake(Map.of(), "run", "--help");
    lake(Map.of(), "run", "--source", "label");

    assertThat(calls()).hasSize(3).noneMatch(call -> call.contains("ExtractMain"));
  }

  @Test
  void fetchesOnlyTheSourcesAskedFor() throws Exception {
    session("tiktok");
    session("linktree");

    lake(Map.of(), "run", "--source", "label,tiktok", "--source=youtube");

    assertThat(arguments(1)).endsWith("com.bedrot.lake.extract.ExtractMain", "extract", "tiktok");
  }

  @Test
  void walksWhatLandedAndTellsTheCommandHowExtractionEnded() throws Exception {
    session("tiktok");

    lake(Map.of("FETCHED", "4", "LOOK", "100"), "run");

    assertThat(calls()).hasSize(4);
    assertThat(arguments(2)).contains("-Dlake.spark=absent", "-Dlake.extract.exit=4");
    assertThat(arguments(3)).contains("-Dlake.extract.exit=4").endsWith("run");
  }

  @Test
  void keepsStandardOutputForTheOneDocument() throws Exception {
    session("tiktok");

    Ended ended = lake(Map.of(), "run", "--json");

    assertThat(ended.output()).isEmpty();
    assertThat(ended.error()).contains("fetched");
  }

  @Test
  void stopsWhereExtractionWasInterrupted() throws Exception {
    session("tiktok");

    assertThat(lake(Map.of("FETCHED", "130"), "run").status()).isEqualTo(130);

    assertThat(calls()).hasSize(2);
  }

  @Test
  void compilesLightlyForASmallRunAndFullyForABigOne() throws Exception {
    assertThat(lake(Map.of("LOOK", "100", "END", "8"), "run", "--strict").status()).isEqualTo(8);
    assertThat(arguments(1))
        .contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .contains("-Dspark.sql.codegen.factoryMode=NO_CODEGEN")
        .contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
        .doesNotContain("-Dlake.spark=absent")
        .endsWith("com.bedrot.lake.jobs.JobsMain", "run", "--strict");

    lake(Map.of("LOOK", "101"), "run");
    assertThat(arguments(3))
        .contains("-XX:+UseParallelGC")
        .doesNotContain("-XX:TieredStopAtLevel=1");

    lake(Map.of("LOOK", "102"), "run");
    assertThat(arguments(5))
        .contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .doesNotContain("-Dspark.sql.codegen.factoryMode=NO_CODEGEN");
  }

  @Test
  void takesHeapAndMoreOptionsFromTheEnvironment() throws Exception {
    lake(Map.of("LOOK", "100", "LAKE_HEAP", "3g", "LAKE_JAVA_OPTS", "-Da=1 -Db=2"), "run");

    assertThat(arguments(1)).contains("-Xmx3g", "-Da=1", "-Db=2");
  }

  @Test
  void submitsToAClusterWithOurOwnJars() throws Exception {
    lake(
        Map.of(
            "LOOK",
            "100",
            "LAKE_MASTER",
            "spark://host:7077",
            "LAKE_SUBMIT_OPTS",
            "--conf spark.executor.memory=4g"),
        "run");

    String jobs = root.resolve("jobs/target/dist/lib").toString();
    assertThat(arguments(1))
        .containsSubsequence(
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "spark://host:7077",
            "--class",
            "com.bedrot.lake.jobs.JobsMain",
            "--jars",
            jobs + "/lake-conf-1.jar," + jobs + "/lake-quality-1.jar",
            "--conf",
            "spark.executor.memory=4g",
            jobs + "/lake-jobs-1.jar",
            "run")
        .contains(
            "spark.executor.extraJavaOptions=-Dlogback.configurationFile=logback.xml"
                + " -Dlake.log.folder=logs -Duser.timezone=UTC -Dfile.encoding=UTF-8");
  }

  @Test
  void submitsWithASparkDistributionWhatItLacks() throws Exception {
    Path spark = root.resolve("spark");
    Files.createDirectories(spark.resolve("jars"));
    Files.createFile(spark.resolve("jars/spark-core-3.jar"));

    lake(Map.of("LOOK", "100", "LAKE_MASTER", "yarn", "SPARK_HOME", spark.toString()), "run");

    String jobs = root.resolve("jobs/target/dist/lib").toString();
    List<String> submitted = arguments(1);
    assertThat(submitted.get(0)).isEqualTo("spark-submit");
    assertThat(submitted).containsSubsequence("--master", "yarn");
    assertThat(submitted.get(submitted.indexOf("--jars") + 1))
        .contains(jobs + "/deequ-2.jar")
        .doesNotContain("spark-core");
  }

  @Test
  void saysHowToBuildWhereTheProgramIsMissing() throws Exception {
    Files.delete(root.resolve("extract/target/dist/lib/lake-extract-1.jar"));

    Ended ended = lake(Map.of(), "import", "x.csv");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.error())
        .contains("error CONFIG_INVALID")
        .contains("fix: build it: mvn -q -f ")
        .contains("/pom.xml -DskipTests package");
    assertThat(calls).doesNotExist();
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    Files.delete(root.resolve("bin/java"));

    Ended ended = lake(Map.of("JAVA_HOME", root.toString()), "status");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.error()).contains("has no bin/java");
  }

  /** How a call ended. */
  private record Ended(int status, String output, String error) {}

  private Ended lake(Map<String, String> environment, String... arguments) throws Exception {
    return started(root.resolve("submit/lake"), environment, arguments);
  }

  /** As cron would: no environment but what is given. */
  private Ended started(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(Arrays.asList(arguments));
    Path error = temp.resolve("error");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(elsewhere.toFile()).redirectError(error.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("CALLS", calls.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output, Files.readString(error));
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(calls);
  }

  private List<String> arguments(int call) throws IOException {
    return List.of(calls().get(call).split("\t"));
  }

  private String runId(int call) throws IOException {
    String property = "-Dlake.run=";
    return arguments(call).stream()
        .filter(argument -> argument.startsWith(property))
        .map(argument -> argument.substring(property.length()))
        .findFirst()
        .orElseThrow();
  }

  private void program(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, NOTE.getBytes(StandardCharsets.UTF_8));
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void session(String source) throws IOException {
    Files.createDirectories(root.resolve(".lake/sessions").resolve(source).resolve("main"));
  }

  private void jar(String module, String name) throws IOException {
    Path lib = Files.createDirectories(root.resolve(module).resolve("target/dist/lib"));
    Files.createFile(lib.resolve(name));
  }
}
