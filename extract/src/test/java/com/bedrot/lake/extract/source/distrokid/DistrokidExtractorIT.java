package com.bedrot.lake.extract.source.distrokid;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.SourceLake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine and a real Chromium against the replica. */
@RequiresTool(Tool.CHROMIUM)
class DistrokidExtractorIT {
  private static final String BANK = "bank_details";
  private static final String PIG = "pig1987";
  private static final String ZONE = "zone-a0";
  private static final Pattern DAY =
      Pattern.compile("\"20\\d\\d-\\d\\d-\\d\\d\",\\s*\"(?:column-1|value)\":\\s*\"?(\\d+)");

  @TempDir Path folder;
  private SourceLake lake;

  @BeforeEach
  void install() throws IOException {
    lake = new SourceLake("distrokid", folder.resolve("home"));
  }

  @AfterEach
  void end() {
    lake.close();
  }

  @Test
  void everyDatasetOfBothAccountsLandsAndAddsUp() throws IOException {
    assertThat(lake.extract(null, null))
        .extracting(o -> o.account() + " " + o.dataset() + " " + o.kind() + " " + o.detail())
        .allMatch(text -> text.contains(" LANDED "))
        .hasSize(6);

    assertThat(lake.landed(BANK, PIG)).containsOnlyKeys("DistroKid_1792065600000_pig1987.tsv");
    assertThat(lake.landed(BANK, ZONE)).containsOnlyKeys("DistroKid_1792065600000_zonea0.zip");
    lake.assertAddsUp(BANK, PIG, bank(text(BANK, PIG), '\t'));
    lake.assertAddsUp(BANK, ZONE, bank(unzipped(lake.landed(BANK, ZONE)), ','));
    for (String account : List.of(PIG, ZONE)) {
      for (String dataset : List.of("streams_spotify", "streams_apple")) {
        assertThat(lake.landed(dataset, account))
            .containsOnlyKeys("distrokid_" + dataset + "_1792065600000.html");
        String page = text(dataset, account);
        assertThat(page)
            .as("as the server sent it, not as a browser writes it")
            .startsWith("<!doctype html>\n<html lang=\"en\">\n<head>");
        lake.assertAddsUp(dataset, account, days(page));
      }
    }
    assertThat(lake.manifests()).extracting(Manifest::account).containsOnly(PIG, ZONE);
  }

  private String text(String dataset, String account) {
    return new String(
        lake.landed(dataset, account).values().iterator().next(), StandardCharsets.UTF_8);
  }

  private static String unzipped(Map<String, byte[]> files) throws IOException {
    byte[] archive = files.values().iterator().next();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      zip.getNextEntry();
      return new String(zip.readAllBytes(), Charset.forName("windows-1252"));
    }
  }

  private static Tally bank(String text, char delimiter) {
    Tally tally = new Tally();
    for (Map<String, String> line : Tally.records(text, delimiter)) {
      tally
          .row()
          .add("quantity", line.get("Quantity"))
          .add("earnings_usd", line.get("Earnings (USD)"));
    }
    return tally;
  }

  private static Tally days(String html) {
    Tally tally = new Tally();
    Matcher day = DAY.matcher(html);
    while (day.find()) {
      tally.row().add("streams", day.group(1));
    }
    return tally;
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER_ACCOUNT, '', ACCOUNT_MISMATCH",
    "LAYOUT_CHANGED, /bank/, PORTAL_LAYOUT_CHANGED",
    "CAPTCHA, /bank/, PORTAL_BOT_CHECK",
    "LOGIN_PAGE, /bank/, SESSION_EXPIRED",
    "SERVER_ERROR, /bank/, SOURCE_ERROR",
    "RATE_LIMITED, /bank/, SOURCE_THROTTLED",
    "HANG, /bank/details/download/, SOURCE_TIMEOUT",
    "CUT_BODY, /bank/details/download/, RESPONSE_CUT",
    "EMPTY_BODY, /bank/details/download/, RESPONSE_EMPTY",
  })
  void aFaultLandsNothingAndTheNextRunRecovers(Fault fault, String path, ErrorCode code) {
    lake.replica().faults().set("distrokid", fault, Integer.MAX_VALUE, path);

    assertThat(lake.extract(PIG, BANK)).extracting(WindowOutcome::code).containsExactly(code);
    assertThat(lake.manifests()).isEmpty();

    lake.replica().faults().clear();
    assertThat(lake.extract(PIG, BANK))
        .extracting(WindowOutcome::kind)
        .containsExactly(Kind.LANDED);
  }

  @Test
  void aSecondRunNeedsNoPassword() {
    lake.extract(PIG, "streams_apple");
    lake.secret(PIG, "PASSWORD", "");
    lake.replica().requests().clear();

    assertThat(lake.extract(PIG, "streams_spotify"))
        .extracting(WindowOutcome::kind)
        .containsExactly(Kind.LANDED);
    assertThat(lake.replica().requests().of("distrokid"))
        .noneMatch(request -> request.path().startsWith("/signin"));
  }

  @Test
  void aWrongPasswordIsRefused() {
    lake.secret(PIG, "PASSWORD", "not-the-password");

    assertThat(lake.extract(PIG, null))
        .extracting(WindowOutcome::code)
        .containsExactly(ErrorCode.LOGIN_REFUSED);
    assertThat(lake.manifests()).isEmpty();
  }
}
