package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.StoreTraffic;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.jobs.LakeFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what the same new statement costs in requests to the store, in lakes whose ledgers hold
 * more and more files: {@code HOME FILES...}. The store and its keys are the environment's; each
 * lake lies under a prefix of its own. Ends with 1 where one run asks for over a tenth more than
 * another.
 */
final class StoreCostMain {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final int FILES_A_RUN = 100;

  private StoreCostMain() {}

  public static void main(String[] arguments) {
    Path home = Path.of(arguments[0]);
    List<Long> totals = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      StoreTraffic.Counts cost = cost(home, Integer.parseInt(arguments[i]));
      totals.add(cost.total());
      System.out.printf(
          Locale.ROOT,
          "%6s ledger files: %d requests %s, %d bytes sent, %d received%n",
          arguments[i],
          cost.total(),
          cost.requests(),
          cost.bytesSent(),
          cost.bytesReceived());
    }
    long least = totals.stream().mapToLong(Long::longValue).min().orElseThrow();
    long most = totals.stream().mapToLong(Long::longValue).max().orElseThrow();
    boolean level = most * 10 <= least * 11;
    System.out.printf(
        "a run costs %d to %d requests: %s%n", least, most, level ? "within 10 %" : "it grows");
    Runtime.getRuntime().halt(level ? 0 : 1);
  }

  private static StoreTraffic.Counts cost(Path home, int files) {
    Map<String, String> zones = new HashMap<>();
    for (Zone zone : Zone.values()) {
      zones.put("zones." + zone.id(), "s3a://lake-" + zone.id() + "/cost-" + files);
    }
    LakeFixture fixture = new LakeFixture(home.resolve("cost-" + files), zones, System.getenv());
    remember(fixture, files);
    fixture.landReference();
    land(fixture, "2026-08-31");
    fixture.run();
    land(fixture, "2026-09-30");
    StoreTraffic.Counts before = StoreTraffic.counts();
    RunOutcome outcome = fixture.run();
    if (!outcome.failures().isEmpty()) {
      throw new IllegalStateException(outcome.failures().toString());
    }
    return StoreTraffic.counts().since(before);
  }

  private static void land(LakeFixture fixture, String day) {
    String statement = BankDetails.statement().reported("2026-08-31", 3, "1.5").text();
    String more =
        day.equals("2026-08-31")
            ? ""
            : BankDetails.line(day, "2026-09", "Spotify", "PIG1987", "QZABC2600001", "3", "0.25")
                + "\n";
    fixture.landText("distrokid.bank_details", "sg", "bank " + day + ".tsv", statement + more);
  }

  /** The ledger of a lake that has run for long, with the snapshot the nightly upkeep leaves. */
  private static void remember(LakeFixture fixture, int files) {
    RunContext context = fixture.context();
    for (int from = 0; from < files; from += FILES_A_RUN) {
      List<LedgerEntry> entries = new ArrayList<>();
      for (int n = from; n < Math.min(files, from + FILES_A_RUN); n++) {
        entries.add(entry(n));
      }
      fixture.lake().ops().ledger().record(context, entries);
    }
    fixture.lake().ops().compact("ledger");
  }

  private static LedgerEntry entry(int n) {
    String sha = String.format(Locale.ROOT, "%064x", n);
    return new LedgerEntry(
        sha.substring(48),
        "tiktok",
        "overview",
        "old",
        sha,
        null,
        FileState.SUPERSEDED,
        "tiktok/overview/old/20260101T000000000Z_20260101T000000Z-aaaaaa/",
        "Overview " + n + ".csv",
        1000,
        LONG_AGO,
        null,
        null,
        null,
        Map.of(),
        "tiktok/overview/" + sha + ".csv",
        sha,
        null,
        List.of(),
        null,
        "1",
        "1",
        "20260101T000000Z-aaaaaa",
        LONG_AGO);
  }
}
