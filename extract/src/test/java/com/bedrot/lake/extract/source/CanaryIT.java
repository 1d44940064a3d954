package com.bedrot.lake.extract.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.Replica;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.Faults;
import com.bedrot.lake.extract.replica.server.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No password, token, cookie or key of any account is in anything a run prints or leaves behind,
 * whether its sources fail or not. Every secret of the replica has a mark, so that those it hands
 * out while it is talked to are found too.
 */
@RequiresTool(Tool.CHROMIUM)
class CanaryIT {
  /** A fault of each source that leaves as much behind as there is to leave. */
  private static final Map<String, Fault> FAULTS =
      Map.of(
          "distrokid", Fault.LAYOUT_CHANGED,
          "instagram", Fault.ERROR_BODY,
          "linktree", Fault.WRONG_TYPE,
          "mailchimp", Fault.SESSION_EXPIRED,
          "metaads", Fault.REPEATED_PAGE,
          "spotifyartists", Fault.LOGIN_PAGE,
          "submithub", Fault.CUT_BODY,
          "tiktok", Fault.CAPTCHA,
          "toolost", Fault.OTHER_ACCOUNT,
          "youtube", Fault.FOREIGN_REDIRECT);

  @TempDir Path folder;
  private final Replica replica = Replica.start(Clock.systemUTC());
  private LakeProcess process;
  private Path home;

  @BeforeEach
  void install() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    Files.writeString(
        home.resolve("lake.yml"),
        replica
            .settingsYaml()
            .replace(
                "extract:\n",
                "extract:\n  parallel: 8\n  retry: {attempts: 2, first-wait: 100ms}\n"
                    + "  browser: {timeout: 10s, element-timeout: 3s}\n"));
    Map<String, String> variables = new HashMap<>(replica.credentials());
    variables.put("LAKE_HOME", home.toString());
    process = new LakeProcess(folder.resolve("process"), variables);
  }

  @AfterEach
  void end() {
    replica.close();
  }

  @Test
  void noSecretIsInWhatRunsPrintAndLeaveBehind() throws Exception {
    assertThat(process.run("extract")).as(process.printed()).isZero();
    FAULTS.forEach(
        (source, fault) -> replica.faults().set(source, fault, Faults.UNTIL_CLEARED, ""));
    assertThat(process.run(theLastWeek())).as(process.printed()).isNotZero();
    assertThat(process.run("session", "status")).as(process.printed()).isNotNegative();

    assertThat(failures()).as("what failures left").contains("trace.zip", "page.html");
    assertThat(secretsIn(folder)).isEmpty();
  }

  @Test
  void theSearchFindsASecretWhereverItIs() throws IOException {
    String token = Secrets.token("tl-");
    String totp = replica.credentials().get("LAKE_DISTROKID_PIG1987_TOTP_SECRET");
    Path inner = Files.createDirectories(folder.resolve("home/failures"));
    Files.writeString(inner.resolve("plain"), "Authorization: Bearer " + token);
    Files.writeString(
        inner.resolve("basic"),
        "Basic " + Base64.getEncoder().encodeToString(("any:" + token).getBytes(UTF_8)));
    Files.writeString(inner.resolve("totp"), "secret=" + totp);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(inner.resolve("zip")))) {
      zip.putNextEntry(new ZipEntry("trace.network"));
      zip.write(("{\"cookie\":\"" + token + "\"}").getBytes(UTF_8));
    }

    assertThat(secretsIn(folder)).containsExactly("basic", "plain", "totp", "zip!trace.network");
  }

  /** Fetches days that are known already. */
  private static String[] theLastWeek() {
    LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    return new String[] {
      "extract",
      "--json",
      "--since",
      yesterday.minusDays(6).toString(),
      "--until",
      yesterday.toString()
    };
  }

  private Set<String> failures() throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve("failures"))) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** The files a secret is in, by name, ordered; what is in archives too. */
  private Set<String> secretsIn(Path place) throws IOException {
    List<String> secrets = secrets();
    Set<String> found = new TreeSet<>();
    try (Stream<Path> all = Files.walk(place)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        search(file.getFileName().toString(), Files.readAllBytes(file), secrets, found);
      }
    }
    return found;
  }

  private static void search(String name, byte[] bytes, List<String> secrets, Set<String> found)
      throws IOException {
    String text = new String(bytes, ISO_8859_1);
    if (secrets.stream().anyMatch(text::contains)) {
      found.add(name);
    }
    if (text.startsWith("PK")) {
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          search(name + "!" + entry.getName(), zip.readAllBytes(), secrets, found);
        }
      }
    }
  }

  /** The mark, as it is and within Base64 at each of its three offsets, and what has no mark. */
  private List<String> secrets() {
    List<String> secrets = new ArrayList<>(List.of(Secrets.MARK));
    for (int before = 0; before < 3; before++) {
      String encoded =
          Base64.getEncoder().encodeToString(("-".repeat(before) + Secrets.MARK).getBytes(UTF_8));
      secrets.add(encoded.substring(4, encoded.length() - 4));
    }
    replica
        .credentials()
        .forEach(
            (name, value) -> {
              if (name.endsWith("_TOTP_SECRET")) {
                secrets.add(value);
              }
            });
    return secrets;
  }
}
