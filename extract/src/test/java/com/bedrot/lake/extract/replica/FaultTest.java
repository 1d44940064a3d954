package com.bedrot.lake.extract.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.Faults;
import com.bedrot.lake.extract.replica.server.LabelAccount;
import com.bedrot.lake.extract.replica.server.SeenRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static final String EXPORT = "/tiktokstudio/download/content/";
  private static final String PAGE = "/tiktokstudio/analytics/overview";
  private static final Instant NOW = PortalTruthTest.REFERENCE;
  private static Replica replica;
  private static Visitor visitor;

  @BeforeAll
  static void start() throws Exception {
    replica = Replica.start(Clock.fixed(NOW, ZoneOffset.UTC));
    visitor = new Visitor(replica, HttpClient.Redirect.NEVER);
    visitor.signIn("tiktok", "web", "/login", "", replica.account("tiktok", "pig1987"), NOW);
  }

  @AfterAll
  static void stop() {
    replica.close();
  }

  @AfterEach
  void clear() {
    replica.faults().clear();
    replica.requests().clear();
  }

  private static HttpResponse<byte[]> export() throws IOException, InterruptedException {
    return visitor.get("tiktok", "web", EXPORT);
  }

  private static HttpResponse<byte[]> page() throws IOException, InterruptedException {
    return visitor.get("tiktok", "web", PAGE);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String[] bearer(String source, String key) {
    String token = replica.account(source, key).secret("ACCESS_TOKEN");
    return new String[] {"Authorization", "Bearer " + token};
  }

  @Test
  void expiredSessionLeadsToTheLoginPage() throws Exception {
    replica.faults().set("tiktok", Fault.SESSION_EXPIRED);
    assertThat(page().statusCode()).isEqualTo(302);
    assertThat(header(page(), "Location")).isEqualTo(replica.origin("tiktok", "web") + "/login");
    replica.faults().set("metaads", Fault.SESSION_EXPIRED);
    HttpResponse<byte[]> api =
        visitor.get("metaads", "api", "/v25.0/me/adaccounts", bearer("metaads", "label-ads"));
    assertThat(api.statusCode()).isEqualTo(401);
    assertThat(text(api)).contains("\"code\":190");
  }

  @Test
  void loginPageComesUnderStatus200() throws Exception {
    replica.faults().set("tiktok", Fault.LOGIN_PAGE);
    assertThat(export().statusCode()).isEqualTo(200);
    assertThat(text(export())).contains("Sign in to tiktok").contains("type=\"password\"");
  }

  @Test
  void otherAccountIsShownAndServed() throws Exception {
    assertThat(text(page())).contains("id=\"account\">pig1987<");
    replica.faults().set("tiktok", Fault.OTHER_ACCOUNT);
    assertThat(text(page())).contains("id=\"account\">zone.a0<");
    assertThat(header(export(), "Content-Disposition")).contains("Content_zone.a0.zip");
  }

  @Test
  void sourcesOwnErrorComes() throws Exception {
    replica.faults().set("metaads", Fault.ERROR_BODY);
    HttpResponse<byte[]> meta =
        visitor.get("metaads", "api", "/v25.0/me/adaccounts", bearer("metaads", "label-ads"));
    assertThat(meta.statusCode()).isEqualTo(400);
    assertThat(text(meta)).contains("\"code\":17");
    replica.faults().set("mailchimp", Fault.ERROR_BODY);
    String key = replica.account("mailchimp", "pig1987").secret("API_KEY");
    HttpResponse<byte[]> bare =
        visitor.get("mailchimp", "api", "/3.0/campaigns", "Authorization", "Bearer " + key);
    assertThat(bare.statusCode()).isEqualTo(403);
    assertThat(bare.body()).isEmpty();
  }

  @Test
  void changedLayoutRenamesHooksOfPagesAndKeysOfApis() throws Exception {
    replica.faults().set("tiktok", Fault.LAYOUT_CHANGED);
    assertThat(text(page())).contains("id=\"renewed-account\"").doesNotContain("id=\"account\"");
    replica.faults().set("metaads", Fault.LAYOUT_CHANGED);
    String[] bearer = bearer("metaads", "label-ads");
    assertThat(visitor.text("metaads", "api", "/v25.0/me/adaccounts", bearer))
        .contains("\"renewed_currency\"")
        .doesNotContain("\"currency\"");
  }

  @Test
  void captchaStandsInForPagesAndData() throws Exception {
    replica.faults().set("tiktok", Fault.CAPTCHA);
    assertThat(page().statusCode()).isEqualTo(200);
    assertThat(text(page())).contains("id=\"captcha-container\"");
    assertThat(export().statusCode()).isEqualTo(403);
  }

  @Test
  void tooManyRequestsComeInThreeForms() throws Exception {
    replica.faults().set("tiktok", Fault.RATE_LIMITED);
    assertThat(export().statusCode()).isEqualTo(429);
    assertThat(header(export(), "Retry-After")).isEqualTo("2");
    replica.faults().clear();
    replica.faults().set("tiktok", Fault.RATE_LIMITED_DATE);
    assertThat(header(export(), "Retry-After")).isEqualTo("Thu, 15 Oct 2026 12:00:02 GMT");
    replica.faults().clear();
    replica.faults().set("tiktok", Fault.RATE_LIMITED_BARE);
    assertThat(export().statusCode()).isEqualTo(429);
    assertThat(header(export(), "Retry-After")).isEmpty();
  }

  @Test
  void burstOfServerErrorsEndsByItself() throws Exception {
    replica.faults().set("tiktok", Fault.SERVER_ERROR, 2, "/tiktokstudio/download/");
    assertThat(page().statusCode()).isEqualTo(200);
    assertThat(export().statusCode()).isEqualTo(503);
    assertThat(export().statusCode()).isEqualTo(503);
    assertThat(export().statusCode()).isEqualTo(200);
  }

  @Test
  void hangingRequestIsNotAnswered() {
    replica.faults().set("submithub", Fault.HANG);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(replica.origin("submithub", "web") + "/login"))
            .timeout(Duration.ofMillis(300));
    assertThatThrownBy(() -> visitor.send(request)).isInstanceOf(HttpTimeoutException.class);
    assertThat(replica.requests().mostAtOnce("submithub")).isEqualTo(1);
  }

  @Test
  void redirectLeadsToAHostThatIsNoneOfTheSources() throws Exception {
    replica.faults().set("tiktok", Fault.FOREIGN_REDIRECT);
    String location = header(export(), "Location");
    assertThat(location).isEqualTo(replica.elsewhere() + EXPORT).startsWith("http://localhost:");
    visitor.send(HttpRequest.newBuilder(URI.create(location)));
    assertThat(replica.requests().of("elsewhere"))
        .containsExactly(new SeenRequest("elsewhere", "web", "GET", EXPORT, "", ""));
  }

  @Test
  void cutBodyHasTheLengthOfTheWholeOne() throws Exception {
    long whole = export().body().length;
    replica.faults().set("tiktok", Fault.CUT_BODY);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(replica.origin("tiktok", "web") + EXPORT)).build();
    HttpResponse<InputStream> cut = stream(request);
    assertThat(cut.headers().firstValueAsLong("Content-Length")).hasValue(whole);
    try (InputStream body = cut.body()) {
      assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  /** With the visitor's cookies, the body as it comes. */
  private static HttpResponse<InputStream> stream(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .cookieHandler(visitor.cookies())
        .build()
        .send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  void dataComesUnderAWrongType() throws Exception {
    replica.faults().set("tiktok", Fault.WRONG_TYPE);
    assertThat(header(export(), "Content-Type")).isEqualTo("text/html");
    assertThat(export().body()).startsWith('P', 'K');
  }

  @Test
  void downloadDoesNotEnd() throws Exception {
    int whole = export().body().length;
    replica.faults().set("tiktok", Fault.ENDLESS_DOWNLOAD);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(replica.origin("tiktok", "web") + EXPORT)).build();
    HttpResponse<InputStream> endless = stream(request);
    assertThat(endless.headers().firstValue("Content-Length")).isEmpty();
    try (InputStream body = endless.body()) {
      assertThat(body.readNBytes(200 * whole)).hasSize(200 * whole);
    }
  }

  @Test
  void bodyIsEmptyUnderStatus200() throws Exception {
    replica.faults().set("tiktok", Fault.EMPTY_BODY);
    assertThat(export().statusCode()).isEqualTo(200);
    assertThat(export().body()).isEmpty();
  }

  @Test
  void plainBodyIsAnnouncedAsGzip() throws Exception {
    replica.faults().set("tiktok", Fault.FALSE_GZIP);
    HttpResponse<byte[]> answer = export();
    assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
    assertThatThrownBy(() -> new GZIPInputStream(new java.io.ByteArrayInputStream(answer.body())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void bigDownloadIsWholeRowsUnderOneHeader() throws Exception {
    LabelAccount account = replica.account("submithub", "pig1987");
    Visitor other = new Visitor(replica).signIn("submithub", "web", "/login", "", account, NOW);
    String small = other.text("submithub", "web", "/links/export.csv");
    String rows = small.substring(small.indexOf('\n') + 1);
    replica.faults().set("submithub", Fault.BIG_DOWNLOAD, 1, "/links/export.csv");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(replica.origin("submithub", "web") + "/links/export.csv"))
            .build();
    HttpResponse<InputStream> big =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(other.cookies())
            .build()
            .send(request, HttpResponse.BodyHandlers.ofInputStream());
    long length = big.headers().firstValueAsLong("Content-Length").orElseThrow();
    assertThat(length).isGreaterThan(200L << 20);
    assertThat((length - (small.length() - rows.length())) % rows.length()).isZero();
    try (InputStream body = big.body()) {
      String start = new String(body.readNBytes(small.length() + 9), StandardCharsets.UTF_8);
      assertThat(start).isEqualTo(small + rows.substring(0, 9));
    }
  }

  @Test
  void pageRepeatsWithItsCursor() throws Exception {
    String path =
        "/v25.0/act_" + replica.account("metaads", "label-ads").id() + "/ads?limit=5&after=";
    String[] bearer = bearer("metaads", "label-ads");
    replica.faults().set("metaads", Fault.REPEATED_PAGE);
    String first = visitor.text("metaads", "api", path, bearer);
    String after = first.replaceAll("(?s).*\"after\":\"([^\"]+)\".*", "$1");
    String second = visitor.text("metaads", "api", path + after, bearer);
    assertThat(second).contains("\"after\":\"" + after + "\"").contains("\"next\":");
    assertThat(second.substring(0, 400)).isEqualTo(first.substring(0, 400));
  }

  @Test
  void graphQlAnswersPartOfTheDataWithErrors() throws Exception {
    LabelAccount account = replica.account("linktree", "pig1987");
    Visitor other = new Visitor(replica).signIn("linktree", "web", "/login", "", account, NOW);
    replica.faults().set("linktree", Fault.PARTIAL_GRAPHQL);
    HttpResponse<byte[]> answer =
        other.postJson(
            "linktree", "graphql", "/graphql", "{\"operationName\":\"getAccountAnalytics\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(text(answer)).contains("\"errors\":[{").contains("\"date\":\"2025-10-15\"");
    assertThat(text(answer)).doesNotContain("\"date\":\"2026-10-14\"");
  }

  @Test
  void usageHeadersComeNearTheLimit() throws Exception {
    replica.faults().set("metaads", Fault.USAGE_HIGH);
    HttpResponse<byte[]> answer =
        visitor.get("metaads", "api", "/v25.0/me/adaccounts", bearer("metaads", "label-ads"));
    assertThat(header(answer, "x-ad-account-usage")).isEqualTo("{\"acc_id_util_pct\":96.67}");
  }

  @Test
  void controlPortSwitchesCountsAndForgets() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest.BodyPublisher none = HttpRequest.BodyPublishers.noBody();
    HttpRequest on =
        HttpRequest.newBuilder(
                URI.create(replica.control() + "/faults/tiktok/server-error?count=3&path=/x"))
            .POST(none)
            .build();
    assertThat(client.send(on, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo(
            "[{\"source\":\"tiktok\",\"fault\":\"server-error\",\"left\":3,\"path\":\"/x\"}]\n");
    assertThat(replica.faults().all())
        .containsExactly(new Faults.Switched("tiktok", Fault.SERVER_ERROR, 3, "/x"));
    HttpRequest unknown =
        HttpRequest.newBuilder(URI.create(replica.control() + "/faults/tiktok/rain"))
            .POST(none)
            .build();
    HttpResponse<String> refused = client.send(unknown, HttpResponse.BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).contains("server-error").contains("distrokid toolost");
    HttpRequest fromPage =
        HttpRequest.newBuilder(URI.create(replica.control() + "/faults"))
            .header("Origin", "https://label.example")
            .DELETE()
            .build();
    assertThat(client.send(fromPage, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
    HttpRequest off =
        HttpRequest.newBuilder(URI.create(replica.control() + "/faults")).DELETE().build();
    client.send(off, HttpResponse.BodyHandlers.ofString());
    assertThat(replica.faults().all()).isEmpty();
  }

  @Test
  void recordsRequestsWithTheirAccountAndWithoutSecrets() throws Exception {
    page();
    String token = replica.account("metaads", "label-ads").secret("ACCESS_TOKEN");
    visitor.get("metaads", "api", "/v25.0/me/adaccounts?limit=1&access_token=" + token);
    assertThat(replica.requests().all())
        .isEqualTo(
            List.of(
                new SeenRequest("tiktok", "web", "GET", PAGE, "", "pig1987"),
                new SeenRequest(
                    "metaads", "api", "GET", "/v25.0/me/adaccounts", "limit=1", "label-ads")));
    HttpRequest seen = HttpRequest.newBuilder(URI.create(replica.control() + "/requests")).build();
    assertThat(HttpClient.newHttpClient().send(seen, HttpResponse.BodyHandlers.ofString()).body())
        .contains("\"path\":\"" + PAGE + "\"")
        .doesNotContain(token);
  }

  @Test
  void oneFaultLeavesTheOtherSourcesAlone() throws Exception {
    replica.faults().set("metaads", Fault.SERVER_ERROR);
    assertThat(export().statusCode()).isEqualTo(200);
    assertThat(page().statusCode()).isEqualTo(200);
  }
}
