package com.bedrot.lake.extract.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.StoredOps;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.conf.store.LocalObjectStore;
import com.bedrot.lake.extract.http.LocalServer.Reply;
import com.bedrot.lake.extract.http.LocalServer.Way;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.resilience.Breaker;
import com.bedrot.lake.extract.resilience.Budget;
import com.bedrot.lake.extract.resilience.ManualClock;
import com.bedrot.lake.extract.resilience.RateGate;
import com.bedrot.lake.extract.resilience.Retrying;
import com.bedrot.lake.extract.resilience.SourceException;
import com.bedrot.lake.extract.resilience.UsageGate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceHttpTest {
  private static final Secret TOKEN = new Secret("EAAcanaryTokenOfATest123");
  private static final String LOGIN =
      "<!DOCTYPE html><html><body><form action=/login>Log in<input type=\"password\"></form>";

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock("2026-11-20T10:00:00Z");
  private final Deque<Reply> replies = new ArrayDeque<>();
  private LocalServer server;
  private LocalServer cdn;
  private Budget budget;
  private SourceHttp http;

  @BeforeEach
  void aSource() {
    server = LocalServer.answering(request -> next());
    cdn = LocalServer.answering(request -> Reply.json("{\"from\":\"cdn\"}"));
    open(3, 1000);
  }

  @AfterEach
  void end() {
    server.close();
    cdn.close();
  }

  private synchronized Reply next() {
    Reply reply = replies.size() > 1 ? replies.poll() : replies.peek();
    return reply == null ? Reply.json("{}") : reply;
  }

  private void open(int attempts, int most) {
    PortalFacts portal =
        PortalFacts.of(
            new SourceContract(
                "shop",
                "1.0.0",
                "active",
                "Shop",
                "",
                List.of(),
                Map.of(
                    "kind", "api",
                    "origins",
                        Map.of(
                            "api", "https://api.shop.example", "cdn", "https://cdn.shop.example"),
                    "hosts", List.of("api.shop.example", "cdn.shop.example")),
                "shop.yml"));
    ExtractSettings settings =
        new ExtractSettings(
            Map.of("shop", Map.of("api", server.origin(), "cdn", cdn.origin())),
            true,
            1,
            Duration.ofSeconds(2),
            most,
            1 << 20,
            new ExtractSettings.Retry(attempts, Duration.ofSeconds(1), Duration.ofMinutes(5)),
            new ExtractSettings.Breaker(99, Duration.ofMinutes(15)),
            new ExtractSettings.Budget(Duration.ofMinutes(30), 20, 3 << 20),
            ExtractSettings.DEFAULT.browser());
    HttpClient client = SourceHttp.client(settings);
    budget = new Budget("shop", settings.budget(), clock);
    http =
        new SourceHttp(
            portal,
            settings,
            new AddressGuard(portal, settings, h -> List.of(InetAddress.getLoopbackAddress())),
            () -> client,
            new SourceHttp.Pacing(
                new Semaphore(1),
                new RateGate("shop", 1000, clock, clock),
                new UsageGate(portal.rate(), clock),
                new Retrying("shop", settings.retry(), clock, clock),
                new Breaker(
                    new StoredOps(new LocalObjectStore(folder.resolve("ops"))),
                    "shop",
                    "main",
                    settings.breaker(),
                    clock),
                budget),
            clock);
  }

  private Call call() {
    return Call.get(http.at("api", "/rows?secret=inQuery")).withBearer(TOKEN);
  }

  private ErrorCode failure() {
    return failure(call());
  }

  private ErrorCode failure(Call call) {
    SourceException error = catchThrowableOfType(SourceException.class, () -> http.send(call));
    assertThat(error).as("an error").isNotNull();
    assertThat(error.getMessage())
        .startsWith("GET http://127.0.0.1:")
        .doesNotContain("inQuery")
        .doesNotContain(TOKEN.reveal());
    return error.code();
  }

  private void answer(Reply... given) {
    replies.addAll(List.of(given));
  }

  @Test
  void anAnswerIsReadWhole() {
    answer(Reply.json("{\"a\":1.10}").with("X-Limit", "7"));

    Answer answer = http.send(call());

    assertThat(answer.json().path("a").decimalValue()).isEqualByComparingTo("1.10");
    assertThat(answer.header("x-limit")).contains("7");
    assertThat(answer.bytes()).isEqualTo(10);
    assertThat(answer.toString()).doesNotContain("inQuery");
    assertThat(server.requests().get(0).headers())
        .containsEntry("Authorization", "Bearer " + TOKEN.reveal());
    assertThat(call().toString()).doesNotContain(TOKEN.reveal()).doesNotContain("inQuery");
  }

  @Test
  void tooManyRequestsWaitsAsLongAsItIsAskedTo() {
    answer(
        Reply.of(429, "text/plain", "slow").with("Retry-After", "30"),
        Reply.of(429, "text/plain", "slow").with("Retry-After", "Fri, 20 Nov 2026 10:01:30 GMT"),
        Reply.json("{}"));

    http.send(call());

    assertThat(clock.waits()).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(60));
  }

  @Test
  void tooManyRequestsWithoutATimeBacksOffAndGivesUp() {
    answer(Reply.of(429, "text/plain", "slow"));

    assertThat(failure()).isEqualTo(ErrorCode.SOURCE_THROTTLED);
    assertThat(server.requests()).hasSize(3);
    assertThat(clock.waits()).hasSize(2);
  }

  @Test
  void aBurstOfServerErrorsPasses() {
    answer(Reply.of(503, "text/html", "x"), Reply.of(500, "text/html", LOGIN), Reply.json("{}"));

    assertThat(http.send(call()).status()).isEqualTo(200);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void serverErrorsThatStayAreTheSources() {
    answer(Reply.of(502, "text/html", "x"));

    assertThat(failure()).isEqualTo(ErrorCode.SOURCE_ERROR);
  }

  @Test
  void aRefusedRequestIsNotRepeated() {
    answer(Reply.of(404, "application/json", "{}"));

    assertThat(failure()).isEqualTo(ErrorCode.REQUEST_REFUSED);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aRefusedCredentialNeedsAPerson() {
    answer(Reply.of(401, "application/json", "{}"));

    assertThat(failure()).isEqualTo(ErrorCode.CREDENTIAL_REFUSED);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aSilentServerIsLeftAfterTheTimeout() {
    open(1, 1000);
    answer(Reply.json("{\"a\":[1,2,3]}").going(Way.HANGING));

    assertThat(failure()).isEqualTo(ErrorCode.SOURCE_TIMEOUT);
  }

  @Test
  void aBodyShorterThanItsLengthIsCutOff() {
    answer(Reply.json("{\"a\":[1,2,3]}").going(Way.CUT));

    assertThat(failure()).isEqualTo(ErrorCode.RESPONSE_CUT);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void aBodyThatEndsEarlyWithTheRightLengthIsCutOff() {
    answer(Reply.json("{\"a\":[1,2"));

    assertThat(failure()).isEqualTo(ErrorCode.RESPONSE_CUT);
  }

  @Test
  void aLoginPageUnderStatus200IsNoData() {
    answer(Reply.of(200, "text/html; charset=utf-8", LOGIN));

    assertThat(failure()).isEqualTo(ErrorCode.RESPONSE_LOGIN_PAGE);
    assertThat(failure(call().expecting(Call.Expected.TEXT)))
        .isEqualTo(ErrorCode.RESPONSE_LOGIN_PAGE);
    assertThat(failure(call().expecting(Call.Expected.HTML)))
        .isEqualTo(ErrorCode.RESPONSE_LOGIN_PAGE);
  }

  @Test
  void somethingElseThanWasAskedForIsNoData() {
    answer(Reply.of(200, "text/html", "<html><body>Maintenance</body></html>"));
    assertThat(failure()).isEqualTo(ErrorCode.RESPONSE_UNEXPECTED);
    assertThat(failure(call().expecting(Call.Expected.BINARY)))
        .isEqualTo(ErrorCode.RESPONSE_UNEXPECTED);
    assertThat(http.send(call().expecting(Call.Expected.HTML)).text()).contains("Maintenance");

    replies.clear();
    answer(Reply.of(200, "text/csv", "a,b\n"));
    assertThat(failure()).isEqualTo(ErrorCode.RESPONSE_UNEXPECTED);
    assertThat(failure(call().expecting(Call.Expected.HTML)))
        .isEqualTo(ErrorCode.RESPONSE_UNEXPECTED);
    assertThat(http.send(call().expecting(Call.Expected.TEXT)).text()).isEqualTo("a,b\n");
  }

  @Test
  void anEmptyAnswerUnderStatus200IsNoData() {
    answer(Reply.json(""));

    assertThat(failure()).isEqualTo(ErrorCode.RESPONSE_EMPTY);
    assertThat(http.send(call().expecting(Call.Expected.NOTHING)).bytes()).isZero();
  }

  @Test
  void theSourcesOwnErrorsComeBeforeTheStatus() {
    answer(Reply.json("{\"code\":40100}"), Reply.json("{\"code\":0}"));
    AnswerJudge judge =
        answer ->
            answer.json().path("code").asInt() == 0
                ? Optional.empty()
                : Optional.of(
                    new SourceException(ErrorCode.SOURCE_THROTTLED, answer.shown() + ": 40100"));

    assertThat(http.send(call(), judge).json().path("code").asInt()).isZero();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aRedirectWithinTheOriginKeepsTheCredential() {
    answer(Reply.of(302, "text/plain", "x").with("Location", "/other?x=1"), Reply.json("{}"));

    http.send(call());

    assertThat(server.requests().get(1).path()).isEqualTo("/other");
    assertThat(server.requests().get(1).headers()).containsKey("Authorization");
  }

  @Test
  void aRedirectToAnotherOriginOfTheSourceLosesTheCredential() {
    answer(Reply.of(307, "text/plain", "x").with("Location", cdn.origin() + "/file"));

    assertThat(http.send(call()).json().path("from").asText()).isEqualTo("cdn");
    assertThat(cdn.requests().get(0).headers()).doesNotContainKey("Authorization");
  }

  @Test
  void aRedirectToAnotherHostIsRefused() {
    answer(Reply.of(302, "text/plain", "x").with("Location", "https://evil.example/?t=1"));
    assertThatThrownBy(() -> http.send(call()))
        .hasMessageStartingWith("https://evil.example/ is not called")
        .extracting("code")
        .isEqualTo(ErrorCode.ADDRESS_REFUSED);

    replies.clear();
    answer(Reply.of(302, "text/plain", "x").with("Location", "http://169.254.169.254/latest"));
    assertThatThrownBy(() -> http.send(call()))
        .extracting("code")
        .isEqualTo(ErrorCode.ADDRESS_REFUSED);
  }

  @Test
  void aBodyIsNeverSentOnToAnotherOrigin() {
    answer(Reply.of(307, "text/plain", "x").with("Location", cdn.origin() + "/file"));
    Call form = Call.form(http.at("api", "/token"), Map.of("client_secret", TOKEN.reveal()));

    assertThatThrownBy(() -> http.send(form))
        .hasMessageContaining("a redirect would send its body elsewhere");
    assertThat(cdn.requests()).isEmpty();
  }

  @Test
  void redirectsWithoutEndStop() {
    answer(Reply.of(302, "text/plain", "x").with("Location", "/again"));

    assertThat(failure()).isEqualTo(ErrorCode.RESPONSE_UNEXPECTED);
    assertThat(server.requests()).hasSize(6);
  }

  @Test
  void gzipIsReadAndWhatOnlyClaimsToBeIsNot() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"a\":2}".getBytes(UTF_8));
    }
    Map<String, String> headers = Map.of("Content-Encoding", "gzip");
    answer(new Reply(200, headers, packed.toByteArray(), Way.WHOLE));
    assertThat(http.send(call()).json().path("a").asInt()).isEqualTo(2);

    replies.clear();
    answer(new Reply(200, headers, "{\"a\":2}".getBytes(UTF_8), Way.WHOLE));
    assertThat(failure()).isEqualTo(ErrorCode.RESPONSE_UNEXPECTED);
  }

  @Test
  void anAnswerOverTheLimitIsNotRead() throws IOException {
    answer(Reply.json("[\"" + "x".repeat(2000) + "\"]"));
    assertThat(failure()).isEqualTo(ErrorCode.RESPONSE_TOO_BIG);

    replies.clear();
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[100_000]);
    }
    answer(new Reply(200, Map.of("Content-Encoding", "gzip"), bomb.toByteArray(), Way.WHOLE));
    assertThat(failure()).isEqualTo(ErrorCode.RESPONSE_TOO_BIG);
  }

  @Test
  void aDownloadGoesToAFileAndLeavesNoneWhereItFails() throws IOException {
    byte[] content = new byte[300_000];
    java.util.Arrays.fill(content, (byte) 7);
    answer(new Reply(200, Map.of("Content-Type", "application/zip"), content, Way.WHOLE));
    Path file = folder.resolve("a.zip");
    Call download = call().expecting(Call.Expected.BINARY);

    Answer answer = http.download(download, file, AnswerJudge.BY_STATUS);
    assertThat(answer.bytes()).isEqualTo(300_000);
    assertThat(answer.body()).hasSizeLessThan(10_000);
    assertThat(Files.readAllBytes(file)).isEqualTo(content);

    replies.clear();
    answer(new Reply(200, Map.of(), new byte[2 << 20], Way.WHOLE));
    assertThatThrownBy(() -> http.download(download, file, AnswerJudge.BY_STATUS))
        .extracting("code")
        .isEqualTo(ErrorCode.RESPONSE_TOO_BIG);
    assertThat(file).doesNotExist();
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() {
    server.close();

    assertThat(failure()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE);
    assertThat(clock.waits()).hasSize(2);
  }

  @Test
  void theBudgetOfCallsAndBytesHolds() {
    answer(Reply.json("{}"));
    for (int i = 0; i < 20; i++) {
      http.send(call());
    }
    assertThatThrownBy(() -> http.send(call()))
        .hasMessage("shop has used its 20 calls of this run");
    assertThat(server.requests()).hasSize(20);
    assertThat(budget.remainingBytes()).isEqualTo((3 << 20) - 40);
  }

  @Test
  void formsBasicAndQueriesAreEncoded() {
    Call call =
        Call.form(http.at("api", "/t"), Map.of("a b", "c&d"))
            .withBasic("u", new Secret("p"))
            .withQuery(Map.of("after", "x=&y"));

    assertThat(call.body()).isEqualTo("a+b=c%26d");
    assertThat(call.headers()).containsEntry("Authorization", "Basic dTpw");
    assertThat(call.uri()).isEqualTo(URI.create(server.origin() + "/t?after=x%3D%26y"));
    assertThat(Call.json(call.uri(), "{}").withQuery(Map.of("b", "1")).uri().getRawQuery())
        .isEqualTo("after=x%3D%26y&b=1");
  }
}
