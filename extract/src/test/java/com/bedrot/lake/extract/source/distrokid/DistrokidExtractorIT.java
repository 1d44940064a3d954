package com.bedrot.lake.extract.source.distrokid;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.replica.Tally;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.ReplicaLake;
import com.bedrot.lake.extract.source.SourceOnReplica;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The engine and a real Chromium against the replica. */
@RequiresTool(Tool.CHROMIUM)
class DistrokidExtractorIT extends SourceOnReplica {
  private static final String DISTROKID = "distrokid";
  private static final String BANK = "bank_details";
  private static final String PIG = "pig1987";
  private static final String ZONE = "zone-a0";
  private static final Pattern DAY =
      Pattern.compile("\"20\\d\\d-\\d\\d-\\d\\d\",\\s*\"(?:column-1|value)\":\\s*\"?(\\d+)");

  @Test
  void whatFailsLandsNothingAndTheNextRunBringsEveryDatasetOfBothAccounts() throws IOException {
    failsFirst();

    assertThat(lake.extract(DISTROKID, null, null))
        .hasSize(6)
        .extracting(WindowOutcome::kind)
        .containsOnly(Kind.LANDED);
    assertThat(lake.landed(DISTROKID, PIG, BANK))
        .containsOnlyKeys("DistroKid_1792065600000_pig1987.tsv");
    assertThat(lake.landed(DISTROKID, ZONE, BANK))
        .containsOnlyKeys("DistroKid_1792065600000_zonea0.zip");
    ReplicaLake.assertAddsUp(DISTROKID, BANK, PIG, bank(text(BANK, PIG), '\t'));
    ReplicaLake.assertAddsUp(
        DISTROKID, BANK, ZONE, bank(unzipped(lake.landed(DISTROKID, ZONE, BANK)), ','));
    for (String account : List.of(PIG, ZONE)) {
      for (String dataset : List.of("streams_spotify", "streams_apple")) {
        assertThat(lake.landed(DISTROKID, account, dataset))
            .containsOnlyKeys("distrokid_" + dataset + "_1792065600000.html");
        String page = text(dataset, account);
        assertThat(page)
            .as("as the server sent it, not as a browser writes it")
            .startsWith("<!doctype html>\n<html lang=\"en\">\n<head>");
        ReplicaLake.assertAddsUp(DISTROKID, dataset, account, days(page));
      }
    }
    assertThat(lake.manifests()).extracting(Manifest::account).containsOnly(PIG, ZONE);
    aFurtherRunNeedsNoPassword();
  }

  private void failsFirst() {
    String right = String.valueOf(lake.variables().get("LAKE_DISTROKID_ZONE_A0_PASSWORD"));
    lake.secret(DISTROKID, ZONE, "PASSWORD", "not-the-password");
    lake.settings().put("extract.browser.timeout", "4s");
    lake.fault(DISTROKID, Fault.HANG, "/bank/details/download/");
    lake.fault(DISTROKID, Fault.LAYOUT_CHANGED, "/stats/");

    List<WindowOutcome> failed = lake.extract(DISTROKID, null, null);

    assertThat(ReplicaLake.ends(failed, PIG))
        .containsOnly(
            Map.entry(BANK, "FAILED SOURCE_TIMEOUT"),
            Map.entry("streams_spotify", "FAILED PORTAL_LAYOUT_CHANGED"),
            Map.entry("streams_apple", "FAILED PORTAL_LAYOUT_CHANGED"));
    assertThat(ReplicaLake.ends(failed, ZONE))
        .containsOnly(Map.entry("null", "FAILED LOGIN_REFUSED"));
    assertThat(lake.manifests()).isEmpty();
    lake.replica().faults().clear();
    lake.settings().put("extract.browser.timeout", "10s");
    lake.secret(DISTROKID, ZONE, "PASSWORD", right);
  }

  private void aFurtherRunNeedsNoPassword() {
    lake.secret(DISTROKID, PIG, "PASSWORD", "");
    lake.replica().requests().clear();

    assertThat(lake.extract(DISTROKID, PIG, "streams_spotify"))
        .extracting(WindowOutcome::kind)
        .containsExactly(Kind.KNOWN);
    assertThat(lake.replica().requests().of(DISTROKID))
        .isNotEmpty()
        .noneMatch(request -> request.path().startsWith("/signin"));
  }

  private String text(String dataset, String account) {
    return new String(
        lake.landed(DISTROKID, account, dataset).values().iterator().next(),
        StandardCharsets.UTF_8);
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
}
