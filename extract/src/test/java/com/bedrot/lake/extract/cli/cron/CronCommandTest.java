package com.bedrot.lake.extract.cli.cron;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Streams;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.extract.cli.ExtractCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a crontab program that keeps one file; the real one is met in submit/cron-check. */
class CronCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-20T00:00:00Z"), ZoneOffset.UTC);
  private static final String OTHERS = "MAILTO=\"\"\n\n5 4 * * *\tbackup \\% caf\u00e9 \n";

  @TempDir private Path temp;
  private Path home;
  private Path table;
  private Path crontab;
  private final Map<String, String> variables = new HashMap<>();
  private Streams streams = new Streams();

  @BeforeEach
  void anInstallation() throws IOException {
    home = temp.resolve("home");
    table = temp.resolve("table");
    crontab =
        program(
            """
            #!/bin/sh
            case $1 in
              -l) if [ -e '%1$s' ]; then cat '%1$s'; else echo "no crontab for me" >&2; exit 1; fi ;;
              -r) rm '%1$s' ;;
              -) cat >'%1$s'; echo written >>'%1$s.log' ;;
            esac
            """
                .formatted(table));
    Path conf = temp.resolve("project/conf");
    Files.createDirectories(conf.resolve("tables"));
    Path contract = Path.of("contracts/submithub.yml");
    Files.createDirectories(conf.resolve(contract).getParent());
    Files.copy(Path.of("../conf").resolve(contract), conf.resolve(contract));
    Files.createFile(conf.resolve("lake.yml"));
    variables.put("PROJECT_ROOT", temp.resolve("project").toString());
    variables.put("LAKE_HOME", home.toString());
  }

  @Test
  void installsRenewsAndRemovesAndKeepsEveryOtherByte() throws IOException {
    byte[] others = OTHERS.getBytes(StandardCharsets.ISO_8859_1);
    Files.write(table, others);

    assertThat(run("install", "--every", "5")).isZero();
    assertThat(streams.out()).contains("installed");
    byte[] installed = Files.readAllBytes(table);
    assertThat(installed).startsWith(others);
    assertThat(new String(installed, StandardCharsets.ISO_8859_1))
        .contains("# BEGIN lake every=5 extract=yes " + home + "\n")
        .contains("\n*/5 * * * * ")
        .endsWith("# END lake " + home + "\n");

    assertThat(run("install", "--every", "5")).isZero();
    assertThat(streams.out()).contains("the crontab has it already");
    assertThat(Files.readAllLines(Path.of(table + ".log"))).hasSize(1);

    assertThat(run("install", "--no-extract")).isZero();
    assertThat(streams.out()).contains("renewed");
    assertThat(Files.readString(table, StandardCharsets.ISO_8859_1))
        .contains("extract=no")
        .doesNotContain("--source", "every=5");

    assertThat(run("remove")).isZero();
    assertThat(Files.readAllBytes(table)).isEqualTo(others);
    assertThat(run("remove")).isZero();
    assertThat(streams.out()).isEqualTo("the crontab has no entries of " + home + "\n");
  }

  @Test
  void leavesNoCrontabWhereThereWasNone() {
    assertThat(run("install")).isZero();
    assertThat(table).exists();
    assertThat(run("remove")).isZero();
    assertThat(table).doesNotExist();
  }

  @Test
  void renewsWhatIsInstalledWithItsOptionsAndNothingElse() throws IOException {
    assertThat(run("install", "--renew")).isZero();
    assertThat(table).doesNotExist();

    run("install", "--every", "30", "--no-extract");
    String installed = Files.readString(table);
    Files.writeString(table, installed.replace(" --maintain", " --older"));
    assertThat(run("install", "--renew")).isZero();
    assertThat(table).hasContent(installed);
  }

  @Test
  void keepsTheVariablesForTheirOwnerAndNeverChangesThem() throws IOException {
    variables.put("PATH", "/opt/java/bin:/usr/bin");
    variables.put("LAKE_METAADS_MAIN_ACCESS_TOKEN", "a secret of mine");
    variables.put("UNRELATED", "x");
    run("install");

    Path file = home.resolve("cron/environment");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(file))
        .contains("PATH=/opt/java/bin:/usr/bin", "LAKE_HOME=" + home)
        .contains("LAKE_METAADS_MAIN_ACCESS_TOKEN=a secret of mine")
        .noneMatch(line -> line.startsWith("UNRELATED"));
    assertThat(streams.out() + streams.err()).doesNotContain("a secret of mine");

    String before = Files.readString(file);
    variables.put("AWS_REGION", "eu-central-1");
    run("install");
    assertThat(file).hasContent(before);
    assertThat(streams.err())
        .isEqualTo("warning: set here and not in that file, so cron will not know: AWS_REGION\n");
  }

  @Test
  void showsTheBlockAndTheDryRunsAndChangesNothing() throws IOException {
    Files.writeString(table, "1 1 * * * x\n");

    assertThat(run("show")).isZero();
    String block = streams.out();
    assertThat(block).startsWith("# BEGIN lake every=15 extract=yes " + home);
    assertThat(run("install", "--dry-run")).isZero();
    assertThat(streams.out()).isEqualTo("1 1 * * * x\n" + block);
    assertThat(run("remove", "--dry-run")).isZero();
    assertThat(streams.out()).isEqualTo("1 1 * * * x\n");
    assertThat(home).doesNotExist();
  }

  @Test
  void saysTheFixWhereThereIsNoCrontab() {
    crontab = temp.resolve("none");

    assertThat(run("install")).isEqualTo(5);
    assertThat(streams.err())
        .contains("error CRON_UNAVAILABLE")
        .contains("why: cannot start " + crontab)
        .contains("fix: Install cron (Debian: `apt-get install cron`)");
    assertThat(home).doesNotExist();
  }

  @Test
  void saysWhyTheCrontabIsRefused() throws IOException {
    crontab = program("#!/bin/sh\necho 'you may not use this program' >&2; exit 1\n");

    assertThat(run("install")).isEqualTo(5);
    assertThat(streams.err()).contains("-l ended with 1: \"you may not use this program\"");
  }

  @Test
  void noticesACrontabThatKeptSomethingElse() throws IOException {
    crontab = program("#!/bin/sh\nif [ \"$1\" = -l ]; then echo other; else cat >/dev/null; fi\n");

    assertThat(run("install")).isEqualTo(5);
    assertThat(streams.err()).contains("did not keep what it was given");
  }

  private int run(String... arguments) {
    streams = new Streams();
    CommandContext context =
        new CommandContext(
            streams.printer(Terminal.PLAIN), Environment.of(variables), RunContext.start(CLOCK));
    List<String> all = new ArrayList<>(List.of("cron"));
    all.addAll(List.of(arguments));
    if (!all.contains("show")) {
      all.addAll(List.of("--crontab", crontab.toString()));
    }
    return LakeCommandLine.run(ExtractCommand.class, context, all.toArray(String[]::new));
  }

  private Path program(String text) throws IOException {
    Path file = Files.createTempFile(temp, "crontab", "");
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
