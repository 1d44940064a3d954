package com.bedrot.lake.conf.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.store.StoreKeys;
import com.bedrot.lake.conf.settings.store.StoreProtection;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.zone.Zone;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
  @TempDir Path project;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> options = new HashMap<>();

  @BeforeEach
  void anInstallation() throws IOException {
    Files.createDirectories(project.resolve("conf"));
    variables.put("PROJECT_ROOT", project.toString());
    file("");
  }

  @Test
  void hasDefaultsForEverything() {
    LakeSettings settings = load().settings();

    assertThat(settings.projectRoot()).isEqualTo(project);
    assertThat(settings.home()).isEqualTo(project.resolve(".lake"));
    assertThat(settings.zones()).hasSize(7);
    assertThat(settings.zones().get(Zone.RAW))
        .isEqualTo(URI.create("file://" + project + "/.lake/zones/raw"));
    assertThat(settings.store())
        .isEqualTo(new LakeSettings.Store(null, "us-east-1", true, null, new Secret("")));
    assertThat(settings.accounts()).isEmpty();
    assertThat(settings.warehouse())
        .isEqualTo(
            new LakeSettings.Warehouse(
                null, "lake", new Secret(""), "lake_reader", Duration.ofMinutes(15)));
    assertThat(settings.limits())
        .isEqualTo(
            new LakeSettings.Limits(20L << 30, 2L << 30, 100, 200, 2000, 1 << 20, 32L << 20));
    assertThat(settings.run())
        .isEqualTo(new LakeSettings.Run(true, Duration.ofMinutes(2), "2000-01", 8));
    assertThat(settings.extract()).isEqualTo(ExtractSettings.DEFAULT);
    assertThat(settings.spark()).isEqualTo(new LakeSettings.Spark("local[*,4]", false, Map.of()));
    assertThat(project.resolve(".lake")).doesNotExist();
  }

  @Test
  void readsHowTheStoreIsProtected() throws IOException {
    Path ca = Files.writeString(project.resolve("ca.pem"), "certificate");
    variables.put("LAKE_STORE_CA", ca.toString());
    variables.put("LAKE_STORE_ENCRYPTION", "aws:kms");
    variables.put("LAKE_STORE_KMS_KEY", "label");
    variables.put("LAKE_STORE_RETENTION_YEARS", "10");
    variables.put("LAKE_STORE_RETENTION_MODE", "governance");

    assertThat(load().settings().store().protection())
        .isEqualTo(
            new StoreProtection(
                StoreProtection.Encryption.KMS,
                "label",
                ca,
                10,
                StoreProtection.RetentionMode.GOVERNANCE));
  }

  @Test
  void refusesProtectionItDoesNotKnow() {
    variables.put("LAKE_STORE_CA", "/none.pem");
    variables.put("LAKE_STORE_ENCRYPTION", "rot13");
    variables.put("LAKE_STORE_RETENTION_MODE", "forever");

    assertThatThrownBy(this::load)
        .hasMessageContaining("store.ca is '/none.pem', expected a readable PEM file")
        .hasMessageContaining("store.encryption is 'rot13', expected none, AES256 or aws:kms")
        .hasMessageContaining("store.retention-mode is 'forever', expected compliance or");
  }

  @Test
  void eachRoleHasItsKeysFromAVariableAFileOrTheHome() throws IOException {
    Path file = Files.writeString(project.resolve("extract.key"), "from-file\n");
    variables.put("LAKE_STORE_EXTRACT_SECRET_KEY_FILE", file.toString());
    variables.put("LAKE_STORE_NOTEBOOK_ACCESS_KEY", "analyst");
    variables.put("LAKE_STORE_NOTEBOOK_SECRET_KEY", "from-variable");
    Path kept = LakeHome.storeKey(project.resolve(".lake"), StoreRole.JOBS);
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, "from-home\n");

    LakeSettings.Store store = load().settings().store();

    assertThat(store.roles())
        .containsOnly(
            Map.entry(StoreRole.EXTRACT, new StoreKeys("lake-extract", new Secret("from-file"))),
            Map.entry(StoreRole.JOBS, new StoreKeys("lake-jobs", new Secret("from-home"))),
            Map.entry(StoreRole.NOTEBOOK, new StoreKeys("analyst", new Secret("from-variable"))));
    assertThat(store.as(StoreRole.JOBS).accessKey()).isEqualTo("lake-jobs");
    assertThat(store.as(StoreRole.WAREHOUSE)).isEqualTo(store);
  }

  @Test
  void theShippedFileGivesTheDefaults() throws IOException {
    LakeSettings defaults = load().settings();
    file(Files.readString(Path.of("lake.yml")));

    assertThat(load().settings()).isEqualTo(defaults);
  }

  @Test
  void readsEveryKey() throws IOException {
    file(
        """
        home: /h
        zones: {landing: "s3a://in/sub/", raw: /r, staging: "file:///st", curated: rel,
                archive: "s3://arch", sandbox: /sb, ops: /o}
        store: {endpoint: "http://127.0.0.1:9000", region: eu-1, path-style: false}
        accounts:
          distrokid:
            sg: {handles: [sg-label, "S G"], currency: EUR}
          tiktok:
            zonea0: {handles: [zone.a0]}
        warehouse: {url: "jdbc:postgresql://h/d", user: u, read-only-role: r, idle: 30s}
        limits: {file-bytes: 1GB, inflated-bytes: 10, inflate-ratio: 9, name-bytes: 8, columns: 7,
                 field-bytes: 6KiB, split-bytes: 5MiB}
        run: {single-writer: true, lease-expiry: 500ms, first-period: 2015-06, landing-threads: 4}
        extract:
          origins: {metaads: {api: "http://127.0.0.1:8081/"}, tiktok: {web: "http://localhost:1"}}
          allow-loopback: true
          parallel: 2
          timeout: 9s
          response-bytes: 1MiB
          download-bytes: 2MiB
          retry: {attempts: 3, first-wait: 10ms, deadline: 1m}
          breaker: {failures: 2, wait: 1h}
          budget: {time: 2m, calls: 7, bytes: 3MiB}
          browser:
            {chromium: /bin/sh, node: /bin/ls, headed: true, trace: false, most: 1, timeout: 8s, element-timeout: 3s}
        spark: {master: "spark://h:7077", shared-disk: true, conf: {spark.a.b: 1, spark.c: x}}
        """);
    variables.put("AWS_ACCESS_KEY_ID", "key");
    variables.put("AWS_SECRET_ACCESS_KEY", "s3cret-value");
    variables.put("LAKE_WAREHOUSE_PASSWORD", "pass-word");

    assertThat(load().settings())
        .isEqualTo(
            new LakeSettings(
                project,
                Path.of("/h"),
                Map.of(
                    Zone.LANDING, URI.create("s3a://in/sub"),
                    Zone.RAW, URI.create("file:///r"),
                    Zone.STAGING, URI.create("file:///st"),
                    Zone.CURATED, URI.create("file://" + project + "/rel"),
                    Zone.ARCHIVE, URI.create("s3a://arch"),
                    Zone.SANDBOX, URI.create("file:///sb"),
                    Zone.OPS, URI.create("file:///o")),
                new LakeSettings.Store(
                    URI.create("http://127.0.0.1:9000"),
                    "eu-1",
                    false,
                    "key",
                    new Secret("s3cret-value")),
                Map.of(
                    "distrokid",
                    Map.of("sg", new LakeSettings.Account("sg", List.of("sg-label", "S G"), "EUR")),
                    "tiktok",
                    Map.of("zonea0", new LakeSettings.Account("zonea0", List.of("zone.a0"), null))),
                new LakeSettings.Warehouse(
                    "jdbc:postgresql://h/d",
                    "u",
                    new Secret("pass-word"),
                    "r",
                    Duration.ofSeconds(30)),
                new LakeSettings.Limits(1_000_000_000, 10, 9, 8, 7, 6144, 5L << 20),
                new LakeSettings.Run(true, Duration.ofMillis(500), "2015-06", 4),
                new ExtractSettings(
                    Map.of(
                        "metaads", Map.of("api", URI.create("http://127.0.0.1:8081")),
                        "tiktok", Map.of("web", URI.create("http://localhost:1"))),
                    true,
                    2,
                    Duration.ofSeconds(9),
                    1 << 20,
                    2 << 20,
                    new ExtractSettings.Retry(3, Duration.ofMillis(10), Duration.ofMinutes(1)),
                    new ExtractSettings.Breaker(2, Duration.ofHours(1)),
                    new ExtractSettings.Budget(Duration.ofMinutes(2), 7, 3 << 20),
                    new ExtractSettings.Browser(
                        Path.of("/bin/sh"),
                        Path.of("/bin/ls"),
                        true,
                        false,
                        1,
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(3))),
                new Secret(""),
                new LakeSettings.Spark(
                    "spark://h:7077", true, Map.of("spark.a.b", "1", "spark.c", "x"))));
  }

  @Test
  void refusesASessionKeyThatIsNoKeyWithoutShowingIt() {
    variables.put("LAKE_SESSION_KEY", "too-short-a-key");

    assertThatThrownBy(this::load)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("session.key is '******', expected 32 bytes in base64")
        .hasMessageNotContaining("too-short-a-key");
  }

  @Test
  void refusesABrowserThatIsNoProgram() throws IOException {
    file("extract: {browser: {chromium: /no/such/chromium}}\n");

    assertThatThrownBy(this::load)
        .hasMessageContaining(
            "extract.browser.chromium is '/no/such/chromium', expected the path of a program");
  }

  @Test
  void doesWithoutABrowserWhereNoneIsSet() throws IOException {
    file("extract: {browser: {chromium: none}}\n");

    Path set = load().settings().extract().browser().chromium();
    assertThat(set).isEqualTo(Chromium.NONE);
    assertThat(Chromium.find(set)).isEmpty();
  }

  @Test
  void refusesAnOriginThatIsNoOrigin() throws IOException {
    file("extract: {origins: {metaads: {api: 'https://h/path', x.y: z}}}\n");

    assertThatThrownBy(this::load)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "extract.origins.metaads.api is 'https://h/path', expected an origin like"
                + " http://127.0.0.1:8080")
        .hasMessageContaining("unknown key extract.origins.metaads.x.y");
  }

  @Test
  void namesTheVariableOfASecretThatIsMissing() {
    AccountSecrets secrets =
        new AccountSecrets(
            Environment.of(Map.of("LAKE_METAADS_TWO_ACTS_ACCESS_TOKEN", "EAAsecretsecret")),
            "metaads",
            "two-acts");

    assertThat(secrets.require("ACCESS_TOKEN").reveal()).isEqualTo("EAAsecretsecret");
    assertThatThrownBy(() -> secrets.require("API_KEY"))
        .hasMessage("LAKE_METAADS_TWO_ACTS_API_KEY is not set (account two-acts of metaads)")
        .extracting("code")
        .isEqualTo(ErrorCode.CREDENTIAL_MISSING);
  }

  @Test
  void aLaterLayerWinsAndEachValueKeepsItsOrigin() throws IOException {
    file("run:\n  landing-threads: 3\n  first-period: 2010-01\nlimits: {columns: 5}\n");
    home("run: {first-period: 2011-01}\n");
    variables.put("LAKE_LIMITS_COLUMNS", "6");
    variables.put("LANDING_ZONE", "/in");
    options.put("spark.master", "local[1,4]");

    assertThat(origins())
        .containsEntry("run.landing-threads", "3 from conf/lake.yml:2")
        .containsEntry("run.first-period", "2011-01 from " + project + "/.lake/lake.yml:1")
        .containsEntry("limits.columns", "6 from environment LAKE_LIMITS_COLUMNS")
        .containsEntry("zones.landing", "file:///in from environment LANDING_ZONE")
        .containsEntry("spark.master", "local[1,4] from command line")
        .containsEntry("warehouse.user", "lake from default");
  }

  @Test
  void substitutesVariables() throws IOException {
    file(
        """
        warehouse: {url: "jdbc:postgresql://${PGHOST}:${PGPORT:-5432}/lake", user: "${NONE:-me}"}
        """);
    variables.put("PGHOST", "db");

    LakeSettings.Warehouse warehouse = load().settings().warehouse();
    assertThat(warehouse.url()).isEqualTo("jdbc:postgresql://db:5432/lake");
    assertThat(warehouse.user()).isEqualTo("me");
  }

  @Test
  void reportsEveryProblemAtOnceWithItsPlaceAndTheNearestKey() throws IOException {
    file(
        """
        run:
          landing-thread: 2
          lease-expiry: soon
        limits:
          file-bytes: 20 potatoes
          columns: 0
        store:
          secret-key: abcdefgh
          endpoint: localhost
        warehouse: {url: "${PGURL}"}
        accounts: {distrokid: {sg: {currencies: EUR}, zz: {currency: euro}}}
        zones: {raw: "ftp://x/y"}
        """);
    variables.put("LAKE_MASTR", "local");
    options.put("spark.mastre", "local");

    assertThatThrownBy(this::load)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            the configuration has 12 problems:
              conf/lake.yml:2: unknown key run.landing-thread, did you mean run.landing-threads?
              conf/lake.yml:8: store.secret-key is a secret and does not belong in a file: set \
            AWS_SECRET_ACCESS_KEY or AWS_SECRET_ACCESS_KEY_FILE
              conf/lake.yml:10: ${PGURL} is not set; ${PGURL:-default} gives a default
              conf/lake.yml:11: unknown key accounts.distrokid.sg.currencies, did you mean \
            accounts.distrokid.sg.currency?
              environment: unknown variable LAKE_MASTR, did you mean LAKE_MASTER?
              command line: unknown key spark.mastre, did you mean spark.master?
              conf/lake.yml:12: zones.raw is 'ftp://x/y', expected file:///folder, s3a://bucket or \
            a folder
              conf/lake.yml:9: store.endpoint is 'localhost', expected a URL like \
            http://127.0.0.1:9000
              conf/lake.yml:11: accounts.distrokid.zz.currency is 'euro', expected a currency code \
            like USD
              conf/lake.yml:5: limits.file-bytes is '20 potatoes', expected a size like 64MiB
              conf/lake.yml:6: limits.columns is '0', expected a whole number above 0
              conf/lake.yml:3: run.lease-expiry is 'soon', expected a duration like 15m""");
  }

  @Test
  void readsASecretFromItsFile() throws IOException {
    Path file = Files.writeString(project.resolve("password"), "from-a-file\n");
    variables.put("LAKE_WAREHOUSE_PASSWORD_FILE", file.toString());

    assertThat(load().settings().warehouse().password().reveal()).isEqualTo("from-a-file");
    assertThat(origins())
        .containsEntry("warehouse.password", "****** from environment LAKE_WAREHOUSE_PASSWORD");
  }

  @Test
  void refusesASecretThatIsGivenTwice() {
    variables.put("AWS_SECRET_ACCESS_KEY", "a-secret");
    variables.put("AWS_SECRET_ACCESS_KEY_FILE", "/run/secrets/x");

    assertThatThrownBy(this::load)
        .hasMessage("AWS_SECRET_ACCESS_KEY and AWS_SECRET_ACCESS_KEY_FILE are both set")
        .extracting("code")
        .isEqualTo(ErrorCode.CONFIG_SECRET_TWICE);
  }

  @Test
  void refusesHalfAKeyPair() {
    variables.put("AWS_ACCESS_KEY_ID", "key");

    assertThatThrownBy(this::load)
        .hasMessageContaining("store.access-key and store.secret-key go together");
  }

  @Test
  void namesTheLineThatIsNotYaml() throws IOException {
    file("run:\n  a: [1,\n");

    assertThatThrownBy(this::load).hasMessageContaining("conf/lake.yml:3: is not YAML: ");
  }

  @Test
  void refusesAKeyGivenTwice() throws IOException {
    file("run:\n  landing-threads: 1\n  landing-threads: 2\n");

    assertThatThrownBy(this::load)
        .hasMessageContaining("conf/lake.yml:3: run.landing-threads is given twice");
  }

  @Test
  void aFileOfTheHomeCannotMoveTheHome() throws IOException {
    home("home: /elsewhere\n");

    assertThatThrownBy(this::load)
        .hasMessageContaining("home cannot be set in a file of LAKE_HOME");
  }

  @Test
  void remembersAccountsThatImportsCreate() {
    AccountBook book = new AccountBook(project.resolve(".lake"));
    book.remember("distrokid", new LakeSettings.Account("sg", List.of("a b", "@c"), "USD"));
    book.remember("tiktok", new LakeSettings.Account("zone-a0", List.of(), null));

    LakeSettings settings = load().settings();
    assertThat(settings.account("distrokid", "sg"))
        .contains(new LakeSettings.Account("sg", List.of("a b", "@c"), "USD"));
    assertThat(settings.account("tiktok", "zone-a0"))
        .contains(new LakeSettings.Account("zone-a0", List.of(), null));
    assertThatThrownBy(
            () -> book.remember("x", new LakeSettings.Account("a", List.of("it's"), null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAHomeOfANewerProgram() throws IOException {
    LakeHome home = new LakeHome(project.resolve(".lake"));
    home.check();
    home.prepare();
    home.check();
    assertThat(project.resolve(".lake/format")).hasContent("1");
    Files.writeString(project.resolve(".lake/format"), "2\n");

    assertThatThrownBy(home::check)
        .hasMessage(project + "/.lake has format 2, this program knows format 1")
        .extracting("code")
        .isEqualTo(ErrorCode.HOME_FORMAT);
  }

  private LoadedSettings load() {
    return SettingsLoader.load(Environment.of(variables), options);
  }

  private Map<String, String> origins() {
    Map<String, String> origins = new HashMap<>();
    load().values().forEach(v -> origins.put(v.key(), v.text() + " from " + v.origin()));
    return origins;
  }

  private void file(String yaml) throws IOException {
    Files.writeString(project.resolve("conf/lake.yml"), yaml);
  }

  private void home(String yaml) throws IOException {
    Files.createDirectories(project.resolve(".lake"));
    Files.writeString(project.resolve(".lake/lake.yml"), yaml);
  }
}
