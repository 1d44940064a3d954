package com.bedrot.lake.extract.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.settings.Environment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaHomeTest {
  private final Clock clock = Clock.fixed(PortalTruthTest.REFERENCE, ZoneOffset.UTC);
  private final Replica replica = Replica.start(clock);
  @TempDir Path folder;

  @AfterEach
  void stop() {
    replica.close();
  }

  @Test
  void settingsNameEveryOriginAndAccount() throws Exception {
    JsonNode yaml = new YAMLMapper().readTree(replica.settingsYaml());
    assertThat(yaml.at("/extract/allow-loopback").asBoolean()).isTrue();
    assertThat(yaml.at("/extract/origins")).hasSize(10);
    replica
        .origins()
        .forEach(
            (source, named) ->
                named.forEach(
                    (name, uri) ->
                        assertThat(yaml.at("/extract/origins/" + source + "/" + name).asText())
                            .isEqualTo(uri.toString())));
    assertThat(yaml.at("/accounts")).hasSize(10).allSatisfy(of -> assertThat(of).hasSize(2));
    assertThat(yaml.at("/accounts/metaads/zone-a0-ads/currency").asText()).isEqualTo("EUR");
    assertThat(yaml.at("/accounts/tiktok/zone-a0/handles/0").asText()).isEqualTo("zone.a0");
  }

  @Test
  void writesSettingsAndSecretsOfTheOwnerAlone() throws Exception {
    ReplicaHome home = new ReplicaHome(folder.resolve("home"));
    home.write(replica);
    assertThat(Files.readString(folder.resolve("home/lake.yml"))).endsWith(replica.settingsYaml());
    Map<String, String> variables = new HashMap<>();
    for (String line : Files.readAllLines(home.variables())) {
      if (line.startsWith("export ")) {
        int equals = line.indexOf('=');
        variables.put(
            line.substring("export ".length(), equals),
            line.substring(equals + 2, line.length() - 1));
      }
    }
    Environment environment = Environment.of(variables);
    assertThat(replica.credentials()).hasSize(50);
    replica
        .credentials()
        .forEach(
            (name, value) ->
                assertThat(environment.secret(name).orElseThrow().reveal()).isEqualTo(value));
    Path secrets = folder.resolve("home/replica");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rwx------");
    try (var files = Files.list(secrets)) {
      assertThat(files.toList())
          .hasSize(50)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void replacesItsOwnSettingsAndNobodyElses() throws Exception {
    Path settings = folder.resolve("lake.yml");
    new ReplicaHome(folder).write(replica);
    try (Replica later = Replica.start(clock)) {
      new ReplicaHome(folder).write(later);
      assertThat(Files.readString(settings)).endsWith(later.settingsYaml());
    }
    Files.writeString(settings, "run: {first-period: 2020-01}\n");
    assertThatThrownBy(() -> new ReplicaHome(folder).write(replica))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            settings + " is not the replica's: move it away, or name another folder with --home");
    assertThat(settings).hasContent("run: {first-period: 2020-01}");
  }

  @Test
  void secretsAreOthersAtEveryStart() {
    try (Replica later = Replica.start(clock)) {
      assertThat(later.credentials()).isNotEqualTo(replica.credentials());
      assertThat(later.account("tiktok", "pig1987").toString()).isEqualTo("LabelAccount[pig1987]");
    }
  }

  @Test
  void namesThePortItCannotBind() {
    int taken = replica.control().getPort();
    assertThatThrownBy(() -> Replica.start(clock, taken))
        .isInstanceOf(ConnectionException.class)
        .hasMessageStartingWith("cannot bind port " + taken + " of 127.0.0.1: ");
  }
}
