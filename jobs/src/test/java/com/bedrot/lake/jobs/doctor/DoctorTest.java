package com.bedrot.lake.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.ledger.Lease;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Chromium;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.store.LocalObjectStore;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.LakeFixture;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir private Path temp;
  private final RunContext context =
      RunContext.start(Clock.fixed(Instant.parse("2026-11-01T10:00:00Z"), ZoneOffset.UTC));

  @Test
  void findsAnUntouchedInstallationWellAndMakesNothing() {
    Path home = temp.resolve("home");

    List<Finding> findings = examined(new LakeFixture(home).lake());

    assertThat(findings).noneMatch(finding -> finding.level() == Finding.Level.FAIL);
    assertThat(finding(findings, "store.ops").what())
        .isEqualTo("not made yet, " + home.resolve("zones/ops"));
    assertThat(finding(findings, "warehouse").what()).isEqualTo("embedded, not made yet");
    assertThat(finding(findings, "lock").what()).isEqualTo("free");
    assertThat(home).doesNotExist();
  }

  @Test
  void racesTheStoreAndLeavesNoProbe() {
    LakeFixture fixture = new LakeFixture(temp.resolve("home"));
    fixture.lake().ops().putState("touched", "{}");

    List<Finding> findings = examined(fixture.lake());

    assertThat(finding(findings, "store.race").what())
        .isEqualTo("one of several writers wins, every time");
    assertThat(fixture.lake().ops().store().list(""))
        .extracting(ObjectInfo::key)
        .containsExactly("state/touched.json");
  }

  @Test
  void refusesAStoreThatLetsEveryWriterWin() {
    ObjectStore careless = new Careless(new LocalObjectStore(temp));

    List<Finding> findings = new StoreCheckup(Zone.OPS, careless, "run-1").look();

    Finding race = finding(findings, "store.race");
    assertThat(race.level()).isEqualTo(Finding.Level.FAIL);
    assertThat(race.exit()).isEqualTo(ExitCode.DEPENDENCY_DOWN);
    assertThat(race.what()).startsWith("6 of 6 writers created ");
    assertThat(race.fix()).isEqualTo(ErrorCode.STORE_NOT_CONDITIONAL.fix());
  }

  @Test
  void namesTheRunThatHoldsTheLock() {
    LakeFixture fixture = new LakeFixture(temp.resolve("home"));
    try (Lease lease = Lease.acquire(fixture.lake().ops(), context, Duration.ofMinutes(2))) {
      assertThat(finding(examined(fixture.lake()), "lock").what())
          .startsWith("held by run " + lease.holder().runId() + ", pid ");
    }
  }

  @Test
  void warnsOfSecretsOthersCanRead() throws Exception {
    LakeFixture fixture = new LakeFixture(temp.resolve("home"));
    fixture.lake().ops().putState("touched", "{}");
    Path key = Files.writeString(temp.resolve("key"), "secret");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Environment environment = Environment.of(Map.of("AWS_SECRET_ACCESS_KEY_FILE", key.toString()));

    List<Finding> findings = new SecretsCheckup(fixture.lake().settings(), environment).look();

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).level()).isEqualTo(Finding.Level.WARN);
    assertThat(findings.get(0).what()).isEqualTo(key + " is rw-r--r--");
    assertThat(findings.get(0).fix()).isEqualTo("chmod 0600 '" + key + "'");
  }

  @Test
  void namesTheChromiumThatIsFoundAndItsVersion() throws Exception {
    Path program = program("#!/bin/sh\necho Chromium 199.0\n");

    Finding finding = BrowserCheckup.of(program).look().get(0);

    assertThat(finding.level()).isEqualTo(Finding.Level.OK);
    assertThat(finding.what()).isEqualTo("Chromium 199.0, " + program + " (setting)");
  }

  @Test
  void saysHowToGetAChromiumWhereThereIsNoneOrItDoesNotStart() throws Exception {
    Finding hidden = BrowserCheckup.of(Chromium.NONE).look().get(0);
    Finding none = new BrowserCheckup(null, Optional.empty()).look().get(0);
    Finding silent = BrowserCheckup.of(program("#!/bin/sh\necho no\nexit 1\n")).look().get(0);

    assertThat(hidden.why()).startsWith("extract.browser.chromium is none; ");
    assertThat(none.why()).startsWith("neither the settings nor Playwright's cache nor /usr/bin");
    assertThat(List.of(hidden.level(), none.level())).containsOnly(Finding.Level.WARN);
    assertThat(silent.exit()).isEqualTo(ExitCode.DEPENDENCY_DOWN);
    assertThat(List.of(hidden.fix(), none.fix(), silent.fix()))
        .allSatisfy(
            fix -> assertThat(fix).contains("apt-get install chromium", "lake browser install"));
  }

  @Test
  void saysWhatTheSettingsWereRefusedWith() {
    List<Finding> findings =
        new Doctor(Environment.of(Map.of()), context)
            .examine(
                () -> {
                  throw new ConfigurationException(ErrorCode.HOME_FORMAT, "has format 9");
                });

    Finding last = findings.get(findings.size() - 1);
    assertThat(last.check()).isEqualTo("settings");
    assertThat(last.why()).isEqualTo("has format 9");
    assertThat(last.exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void judgesJavaMemoryAndDisk() {
    assertThat(levels(new MachineCheckup(new Machine(17, 2, 8L << 30)).look()))
        .containsExactly(Finding.Level.OK, Finding.Level.OK);
    assertThat(levels(new MachineCheckup(new Machine(11, 2, 1L << 30)).look()))
        .containsExactly(Finding.Level.FAIL, Finding.Level.WARN);
    assertThat(levels(new MachineCheckup(new Machine(25, 2, 8L << 30)).look()))
        .containsExactly(Finding.Level.WARN, Finding.Level.OK);
    assertThat(DiskCheckup.space(temp, 9L << 30).level()).isEqualTo(Finding.Level.OK);
    assertThat(DiskCheckup.space(temp, 2L << 30).level()).isEqualTo(Finding.Level.WARN);
    assertThat(DiskCheckup.space(temp, 1L << 20).exit()).isEqualTo(ExitCode.DEPENDENCY_DOWN);
  }

  private Path program(String text) throws Exception {
    Path file = Files.writeString(Files.createTempFile(temp, "chromium", ""), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  private List<Finding> examined(Lake lake) {
    return new Doctor(Environment.of(Map.of()), context).examine(() -> lake);
  }

  private static Finding finding(List<Finding> findings, String check) {
    return findings.stream().filter(f -> f.check().equals(check)).findFirst().orElseThrow();
  }

  private static List<Finding.Level> levels(List<Finding> findings) {
    return findings.stream().map(Finding::level).toList();
  }

  /** Creates whatever is asked for, as a store without conditional writes does. */
  private record Careless(LocalObjectStore store) implements ObjectStore {
    @Override
    public boolean createIfAbsent(String key, byte[] content) {
      store.put(key, content);
      return true;
    }

    @Override
    public boolean createIfAbsent(String key, Path content) {
      return store.createIfAbsent(key, content);
    }

    @Override
    public void put(String key, byte[] content) {
      store.put(key, content);
    }

    @Override
    public byte[] get(String key) {
      return store.get(key);
    }

    @Override
    public InputStream open(String key, long offset) {
      return store.open(key, offset);
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
      return store.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
      return store.list(prefix);
    }

    @Override
    public void delete(String key) {
      store.delete(key);
    }

    @Override
    public URI uri(String key) {
      return store.uri(key);
    }

    @Override
    public Optional<Path> localPath(String key) {
      return store.localPath(key);
    }
  }
}
