package com.bedrot.lake.extract.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.LakeSettings.Account;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.run.SourceContexts;
import com.bedrot.lake.extract.session.AccountSession;
import com.bedrot.lake.extract.session.Credentials;
import com.bedrot.lake.extract.session.SessionStore;
import com.bedrot.lake.extract.session.SourceAccount;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Chromium against a portal of this process. */
@RequiresTool(Tool.CHROMIUM)
class PortalPageIT {
  /** The second time of RFC 6238's test vectors, whose code the portal expects. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_111_111_109), ZoneOffset.UTC);

  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @TempDir static Path shared;

  /** One process serves test after test. */
  private static Browsers browsers;

  private static SourceContexts sharing;

  @TempDir Path folder;
  private PortalServer portal;
  private SourceContexts contexts;
  private Lake lake;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();

  @BeforeAll
  static void aBrowser() {
    Environment environment =
        Environment.of(Map.of("LAKE_HOME", shared.resolve("home").toString()));
    Lake lake = LakeOpener.open(Map.of(), environment);
    sharing = contexts(lake, environment);
    browsers = new Browsers(lake.settings().extract().browser());
    browsers.open(context(sharing, "first")).close();
  }

  @AfterAll
  static void endOfTheBrowser() {
    browsers.close();
    sharing.close();
  }

  private static SourceContexts contexts(Lake lake, Environment environment) {
    return new SourceContexts(
        lake, RunContext.start(CLOCK), SourceContexts.Outside.of(environment, line -> {}));
  }

  private static SourceContext context(SourceContexts contexts, String account) {
    SourceContract contract =
        new SourceContract(
            "shop", "1.0.0", "active", "Shop", "", List.of(), PortalServer.portal(), "shop.yml");
    return contexts.open(contract, new Account(account, List.of(), null)).context();
  }

  @BeforeEach
  void aPortal() throws IOException {
    portal = new PortalServer();
    settings.put("extract.origins.shop.web", portal.origin());
    settings.put("extract.allow-loopback", "true");
    settings.put("extract.browser.timeout", "10s");
    settings.put("extract.browser.element-timeout", "2s");
    variables.put("LAKE_HOME", folder.resolve("home").toString());
    for (String account : List.of("ZONE", "PIG")) {
      variables.put("LAKE_SHOP_" + account + "_USER", "user-" + account);
      variables.put("LAKE_SHOP_" + account + "_PASSWORD", PortalServer.PASSWORD);
      variables.put("LAKE_SHOP_" + account + "_TOTP_SECRET", SECRET);
    }
  }

  @AfterEach
  void end() {
    if (contexts != null) {
      contexts.close();
    }
    portal.close();
  }

  private SourceContext source(String account) {
    if (contexts == null) {
      Environment environment = Environment.of(variables);
      lake = LakeOpener.open(settings, environment);
      contexts = contexts(lake, environment);
    }
    return context(contexts, account);
  }

  private void signIn(String account) {
    SourceContext source = source(account);
    new PortalVisit(source, browsers).signIn(Credentials.of(source.secrets()).orElseThrow());
  }

  private AccountSession session(String account) {
    return SessionStore.of(lake.settings()).read(new SourceAccount("shop", account)).orElseThrow();
  }

  private LakeException refused(ThrowingCallable call) {
    LakeException refused = catchThrowableOfType(LakeException.class, call);
    assertThat(refused).isNotNull();
    return refused;
  }

  @Test
  void signsInWithPasswordAndSecondFactorAndKeepsTheSession() {
    signIn("zone");

    assertThat(session("zone").state().playwrightJson())
        .contains("\"value\":\"canary-cookie-of-user-ZONE\"")
        .contains("\"name\":\"jwt\"");
    assertThat(session("zone").openedAt()).isEqualTo(CLOCK.instant());
    try (PortalBrowser browser = browsers.open(source("zone"))) {
      browser.page().go("home");
      browser.page().requireSignedIn();
      assertThat(browser.page().text("account")).isEqualTo("@user-ZONE");
    }
    assertThat(portal.seen.stream().filter(s -> s.startsWith("/login"))).hasSize(2);
    assertThat(session("zone").state().playwrightJson())
        .contains("\"name\":\"visits\",\"value\":\"2\"");
  }

  @Test
  void twoAccountsNeverShareACookie() {
    signIn("zone");
    signIn("pig");
    portal.seen.clear();

    Browsers others = new Browsers(lake.settings().extract().browser());
    try (others;
        PortalBrowser zone = browsers.open(source("zone"));
        PortalBrowser pig = others.open(source("pig"))) {
      zone.page().go("home");
      pig.page().go("home");
      assertThat(zone.page().text("account")).isEqualTo("@user-ZONE");
      assertThat(pig.page().text("account")).isEqualTo("@user-PIG");
    }
    assertThat(portal.seen).noneMatch(s -> s.contains("user-ZONE") && s.contains("user-PIG"));
  }

  @Test
  void aProcessTellsTheNextAccountNothingOfTheOneBefore() {
    settings.put("extract.browser.trace", "false");
    signIn("zone");

    try (PortalBrowser stranger = browsers.open(source("pig"))) {
      assertThat(refused(() -> stranger.page().go("home")).code())
          .isEqualTo(ErrorCode.SESSION_MISSING);
    }
    assertThat(session("zone").state().playwrightJson()).contains("canary-cookie-of-user-ZONE");
  }

  @Test
  void saysThatThereIsNoSessionOrThatItEndedAndKeepsTheOldOne() {
    SourceContext zone = source("zone");
    try (PortalBrowser browser = browsers.open(zone)) {
      assertThat(refused(() -> browser.page().go("home")).code())
          .isEqualTo(ErrorCode.SESSION_MISSING);
    }
    assertThat(SessionStore.of(lake.settings()).all()).isEmpty();
    signIn("zone");
    AccountSession kept = session("zone");
    portal.forgetLogins();
    try (PortalBrowser browser = browsers.open(zone)) {
      assertThat(refused(() -> browser.page().go("home")).code())
          .isEqualTo(ErrorCode.SESSION_EXPIRED);
    }
    assertThat(session("zone")).isEqualTo(kept);
  }

  @Test
  void refusesAWrongPasswordAndASecondFactorWithoutSecret() {
    variables.put("LAKE_SHOP_ZONE_PASSWORD", "canary-wrong-password");
    variables.remove("LAKE_SHOP_PIG_TOTP_SECRET");

    source("zone");
    assertThat(refused(() -> signIn("zone")).code()).isEqualTo(ErrorCode.LOGIN_REFUSED);
    LakeException person = refused(() -> signIn("pig"));
    assertThat(person.code()).isEqualTo(ErrorCode.LOGIN_NEEDS_PERSON);
    assertThat(person)
        .hasMessageStartingWith(
            "the portal asks for a second factor and LAKE_SHOP_PIG_TOTP_SECRET is not set; see ");
    assertThat(SessionStore.of(lake.settings()).all()).isEmpty();
  }

  @Test
  void namesTheSelectorThatFindsNothingAndLeavesScreenshotPageAndTrace() throws IOException {
    signIn("zone");
    LakeException changed;
    try (PortalBrowser browser = browsers.open(source("zone"))) {
      browser.page().go("home");
      changed = refused(() -> browser.page().click("renamed"));
    }

    assertThat(changed.code()).isEqualTo(ErrorCode.PORTAL_LAYOUT_CHANGED);
    assertThat(changed.getMessage())
        .startsWith(
            portal.origin() + "/home has nothing for the selector 'renamed' of the contract");
    Path left = Path.of(changed.getMessage().replaceFirst(".*; see ", ""));
    assertThat(left.getParent().getParent()).isEqualTo(folder.resolve("home/failures"));
    assertThat(Files.getPosixFilePermissions(left))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(left)) {
      for (Path file : files.sorted().toList()) {
        names.add(file.getFileName().toString());
        assertThat(Files.getPosixFilePermissions(file))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
    assertThat(names).containsExactly("page.html", "screenshot.png", "trace.zip");
    assertThat(Files.readString(left.resolve("page.html"))).contains("id=\"welcome\"", "hello");
    assertNoCanary(left);
    String trace = unzipped(left.resolve("trace.zip"));
    assertThat(trace).contains("#was-renamed").doesNotContain("canary");
  }

  private static void assertNoCanary(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("canary", SECRET, PortalServer.OTP);
      }
    }
  }

  private static String unzipped(Path zip) throws IOException {
    StringBuilder all = new StringBuilder();
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        all.append(new String(entries.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }

  @Test
  void leavesNoSecretWhereALoginFails() throws IOException {
    variables.put("LAKE_SHOP_ZONE_TOTP_SECRET", "GEZDGNBVGY3TQOJQ");

    source("zone");
    LakeException failed = refused(() -> signIn("zone"));

    assertThat(failed.code()).isEqualTo(ErrorCode.LOGIN_REFUSED);
    Path left = Path.of(failed.getMessage().replaceFirst(".*; see ", ""));
    assertNoCanary(left);
    assertThat(unzipped(left.resolve("trace.zip"))).isNotEmpty().doesNotContain("canary", "GEZDG");
  }

  @Test
  void neverFollowsARedirectToAnotherHost() {
    source("zone");
    try (PortalBrowser browser = browsers.open(source("zone"))) {
      LakeException refused = refused(() -> browser.page().go("away"));

      assertThat(refused.code()).isEqualTo(ErrorCode.ADDRESS_REFUSED);
      assertThat(portal.seen).noneMatch(s -> s.startsWith("/evil"));
    }
  }

  @Test
  void refusesAPortalOnThisMachineUnlessItIsAllowed() {
    settings.put("extract.allow-loopback", "false");
    source("zone");
    try (PortalBrowser browser = browsers.open(source("zone"))) {
      assertThat(refused(() -> browser.page().go("home")).code())
          .isEqualTo(ErrorCode.ADDRESS_REFUSED);
    }
    assertThat(portal.seen).isEmpty();
  }

  @Test
  void saysThatThePortalIsDown() {
    source("zone");
    try (PortalBrowser browser = browsers.open(source("zone"))) {
      assertThat(refused(() -> browser.page().go("broken")).code())
          .isEqualTo(ErrorCode.SOURCE_ERROR);
      portal.close();
      assertThat(refused(() -> browser.page().go("home")).code())
          .isEqualTo(ErrorCode.SOURCE_UNREACHABLE);
    }
  }

  @Test
  void takesADownloadWholeOrNotAtAll() throws IOException {
    settings.put("extract.browser.timeout", "3s");
    source("zone");
    signIn("zone");
    try (PortalBrowser browser = browsers.open(source("zone"))) {
      browser.page().go("home");
      Path report = browser.page().download("report");
      assertThat(report.getFileName()).hasToString("report.csv");
      assertThat(report).content().isEqualTo(PortalServer.REPORT);
      assertThat(refused(() -> browser.page().download("cut")).code())
          .isIn(ErrorCode.RESPONSE_CUT, ErrorCode.SOURCE_TIMEOUT);
      assertThat(refused(() -> browser.page().download("endless")).code())
          .isEqualTo(ErrorCode.SOURCE_TIMEOUT);
    }
    try (Stream<Path> all = Files.walk(folder.resolve("home/tmp"))) {
      assertThat(all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("lock") && !name.equals("extract-gate"))
          .containsExactly("report.csv");
    }
  }

  @Test
  void endsADownloadThatGrowsTooBig() {
    settings.put("extract.download-bytes", "10B");
    source("zone");
    signIn("zone");
    try (PortalBrowser browser = browsers.open(source("zone"))) {
      browser.page().go("home");
      assertThat(refused(() -> browser.page().download("report")).code())
          .isEqualTo(ErrorCode.RESPONSE_TOO_BIG);
    }
  }

  @Test
  void gathersJsonAnswersWithWhatWasAsked() {
    signIn("zone");
    try (PortalBrowser browser = browsers.open(source("zone"))) {
      browser.page().go("home");
      List<CapturedJson> answers =
          browser
              .page()
              .capture(
                  "graphql", Map.of(), () -> browser.page().click("ask"), all -> all.size() == 2);

      assertThat(answers)
          .extracting(CapturedJson::postData)
          .containsExactlyInAnyOrder(
              "{\"operationName\":\"getNoise\"}", "{\"operationName\":\"getAnalytics\"}");
      assertThat(answers.get(0).body()).asString().isEqualTo("{\"data\":{\"views\":3}}");
    }
  }

  @Test
  @Timeout(60)
  void givesUpAnAnswerThatBeginsAndNeverEnds() {
    settings.put("extract.browser.timeout", "3s");
    signIn("zone");
    try (PortalBrowser browser = browsers.open(source("zone"))) {
      PortalPage page = browser.page();
      page.go("home");

      assertThatThrownBy(
              () ->
                  page.capture("begun", Map.of(), () -> page.click("begin"), all -> !all.isEmpty()))
          .extracting("code")
          .isEqualTo(ErrorCode.SOURCE_TIMEOUT);
      assertThat(portal.seen).anyMatch(seen -> seen.startsWith("/begun"));
    }
  }

  @Test
  @Timeout(60)
  void givesUpAPageWhoseScriptNeverReturns() {
    settings.put("extract.browser.timeout", "2s");
    settings.put("extract.browser.element-timeout", "1s");
    try (PortalBrowser browser = browsers.open(source("zone"))) {
      PortalPage page = browser.page();

      assertThatThrownBy(
              () -> {
                page.go("loop");
                page.expect("signed_in");
              })
          .extracting("code")
          .isEqualTo(ErrorCode.SOURCE_TIMEOUT);
    }
    signIn("pig");
  }

  @Test
  void oneBrowserAtATimeUsesASession() {
    source("zone");
    try (PortalBrowser first = browsers.open(source("zone"))) {
      assertThat(first.hadSession()).isFalse();
      assertThat(refused(() -> browsers.open(source("zone"))).code())
          .isEqualTo(ErrorCode.SESSION_BUSY);
    }
    try (PortalBrowser again = browsers.open(source("zone"))) {
      assertThat(again.hadSession()).isFalse();
    }
  }

  @Test
  void renewsASessionByVisitingAndSignsInWhereItEnded() {
    SourceContext zone = source("zone");
    new PortalVisit(zone, browsers).refresh();
    assertThat(session("zone").seenAt()).isEqualTo(CLOCK.instant());
    portal.forgetLogins();
    new PortalVisit(zone, browsers).refresh();
    assertThat(portal.seen.stream().filter(s -> s.startsWith("/otp"))).hasSize(2);
  }
}
