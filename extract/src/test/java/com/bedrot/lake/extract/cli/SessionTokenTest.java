package com.bedrot.lake.extract.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.LakeCommandLine;
import com.bedrot.lake.conf.cli.Streams;
import com.bedrot.lake.conf.cli.Terminal;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.Faults;
import com.bedrot.lake.extract.run.ExtractRequest;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.ReplicaLake;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of API accounts: renewed, kept, used, and how long they hold. */
class SessionTokenTest {
  private static final String TOKEN = "LAKE_METAADS_LABEL_ADS_ACCESS_TOKEN";
  private static final String EXCHANGE = "/v25.0/oauth/access_token";
  private static final ExtractRequest CAMPAIGNS =
      new ExtractRequest(List.of("metaads"), "label-ads", "campaigns", null, null);

  @TempDir Path home;
  private ReplicaLake lake;
  private Streams streams = new Streams();

  @BeforeEach
  void start() throws IOException {
    lake = new ReplicaLake(home);
  }

  @AfterEach
  void end() {
    lake.close();
  }

  private int run(String... arguments) {
    streams = new Streams();
    CommandContext context =
        new CommandContext(
            streams.printer(Terminal.PLAIN),
            Environment.of(lake.variables()),
            RunContext.start(lake.clock()));
    String[] all =
        Stream.concat(Stream.of("session"), Arrays.stream(arguments)).toArray(String[]::new);
    return LakeCommandLine.run(ExtractCommand.class, context, all);
  }

  private JsonNode status(String source, String account) {
    run("status", source, "--account", account, "--json");
    return LakeJson.read(streams.out(), JsonNode.class).path("sessions").path(0);
  }

  private long exchanges() {
    return lake.replica().requests().all().stream()
        .filter(request -> request.path().equals(EXCHANGE))
        .count();
  }

  @ParameterizedTest
  @CsvSource({"metaads, label-ads", "instagram, pig1987"})
  void exchangesATokenForALongLivedOne(String source, String account) {
    JsonNode before = status(source, account);
    assertThat(before.path("status").asText()).isEqualTo("ok");
    assertThat(before.path("why").asText())
        .isEqualTo("nothing says when it ends before it is refreshed");
    assertThat(before.hasNonNull("days_left")).isFalse();

    assertThat(run("refresh", source, "--account", account)).isZero();

    JsonNode after = status(source, account);
    assertThat(after.path("status").asText()).isEqualTo("ok");
    assertThat(after.path("days_left").asInt()).isEqualTo(60);
    assertThat(after.path("why").asText()).isEqualTo("it ends at 2026-12-14T12:00:00Z");
    assertThat(after.path("signed_in_at").asText()).isEqualTo("2026-10-15T12:00:00Z");
  }

  @Test
  void whatIsKeptIsUsedRolledOnAndGivesWayToANewlyConfiguredToken() throws IOException {
    String configured = String.valueOf(lake.variables().remove(TOKEN));
    assertThat(run("status", "metaads", "--account", "label-ads")).isEqualTo(4);
    assertThat(streams.out()).contains("missing", TOKEN + " is not set");
    lake.variables().put(TOKEN, configured);
    lake.refresh("metaads", "label-ads");

    lake.variables().remove(TOKEN);
    assertThat(lake.extract(CAMPAIGNS)).extracting(WindowOutcome::kind).containsOnly(Kind.LANDED);
    lake.refresh("metaads", "label-ads");
    assertThat(status("metaads", "label-ads").path("days_left").asInt()).isEqualTo(60);

    lake.variables().put(TOKEN, "EAAcanary-of-another-token");
    assertThat(lake.extract(CAMPAIGNS))
        .extracting(WindowOutcome::code)
        .containsOnly(ErrorCode.CREDENTIAL_REFUSED);
    assertNoneOf(configured, "EAAexchanged", "EAAcanary");
  }

  private void assertNoneOf(String... secrets) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain(secrets);
      }
    }
  }

  @Test
  void keepsTheAccessTokenOfARefreshToken() {
    assertThat(run("refresh", "youtube", "--account", "pig1987")).isZero();
    assertThat(streams.out()).contains("youtube.pig1987", "nothing says when it ends");
    lake.replica().requests().clear();

    ExtractRequest videos = new ExtractRequest(List.of("youtube"), "pig1987", "videos", null, null);
    assertThat(lake.extract(videos)).extracting(WindowOutcome::kind).containsOnly(Kind.LANDED);
    assertThat(lake.replica().requests().of("youtube"))
        .isNotEmpty()
        .noneMatch(request -> request.origin().equals("token"));
  }

  @Test
  void triesThreeTimesAndKeepsWhatThereWas() {
    lake.replica().faults().set("metaads", Fault.SERVER_ERROR, 2, EXCHANGE);
    lake.refresh("metaads", "label-ads");
    assertThat(exchanges()).isEqualTo(3);
    assertThat(lake.clock().waits()).hasSize(2);

    lake.replica().requests().clear();
    lake.replica().faults().set("metaads", Fault.SERVER_ERROR, Faults.UNTIL_CLEARED, EXCHANGE);
    assertThatThrownBy(() -> lake.refresh("metaads", "label-ads"))
        .isInstanceOfSatisfying(
            LakeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_ERROR));
    assertThat(exchanges()).isEqualTo(3);
    assertThat(status("metaads", "label-ads").path("status").asText()).isEqualTo("ok");
  }

  @Test
  void aRefusalIsNotTriedAgainAndShowsNoSecret() {
    lake.variables().put("LAKE_METAADS_LABEL_ADS_CLIENT_SECRET", "canary-client-secret");

    assertThat(run("refresh", "metaads", "--account", "label-ads")).isEqualTo(4);
    assertThat(exchanges()).isEqualTo(1);
    assertThat(streams.err())
        .contains("error CREDENTIAL_REFUSED")
        .doesNotContain("canary", String.valueOf(lake.variables().get(TOKEN)));

    lake.variables().remove("LAKE_METAADS_LABEL_ADS_CLIENT_ID");
    assertThat(run("refresh", "metaads", "--account", "label-ads")).isEqualTo(4);
    assertThat(streams.err())
        .contains("error CREDENTIAL_MISSING", "LAKE_METAADS_LABEL_ADS_CLIENT_ID is not set");
    assertThat(run("login", "metaads", "--account", "label-ads")).isEqualTo(2);
    assertThat(streams.err()).contains("metaads has no page to sign in at");
  }
}
