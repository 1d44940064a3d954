package com.bedrot.lake.conf.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.format.FileShape;
import com.bedrot.lake.conf.format.Split;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ops zone must do in every store. */
abstract class OpsContract {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final RunContext RUN = RunContext.start(Clock.fixed(NOON, ZoneOffset.UTC));

  private ObjectStore store;
  private StoredOps ops;

  /** An empty store. */
  abstract ObjectStore emptyStore();

  @BeforeEach
  void open() {
    store = emptyStore();
    ops = new StoredOps(store);
  }

  @Test
  void openingAndReadingCreateNothing() {
    assertThat(ops.ledger().entries()).isEmpty();
    assertThat(ops.inbox()).isEmpty();
    assertThat(ops.lastPublication()).isEmpty();
    assertThat(ops.currentHolds()).isEmpty();
    assertThat(ops.state("none")).isEmpty();
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void keepsEveryFieldOfAnEntry() {
    LedgerEntry entry = entry("f1", FileState.RAW, "c1", null);

    ops.ledger().record(RUN, List.of(entry));

    assertThat(new StoredOps(store).ledger().entries()).containsExactly(entry);
  }

  @Test
  void theLastEntryOfAFileHolds() {
    Ledger ledger = ops.ledger();
    LedgerEntry landed = entry("f1", FileState.LANDED, "c1", null);
    ledger.record(RUN, List.of(landed));
    ledger.record(RUN, List.of(landed.withState(FileState.ACCEPTED, null, "r2", NOON)));
    ledger.record(RUN, List.of(landed.withState(FileState.SUPERSEDED, "f9", "r3", NOON)));

    Ledger read = ops.ledger();
    assertThat(read.entries()).hasSize(1);
    assertThat(read.find("f1").orElseThrow().state()).isEqualTo(FileState.SUPERSEDED);
    assertThat(read.find("f1").orElseThrow().refersTo()).isEqualTo("f9");
    assertThat(read.history("f1"))
        .extracting(LedgerEntry::state)
        .containsExactly(FileState.LANDED, FileState.ACCEPTED, FileState.SUPERSEDED);
    assertThat(read.of("distrokid.bank_details", FileState.SUPERSEDED)).hasSize(1);
    assertThat(read.of("distrokid.bank_details", FileState.RAW)).isEmpty();
  }

  @Test
  void findsContentThatMakesANewcomerADuplicate() {
    Ledger ledger = ops.ledger();
    ledger.record(
        RUN,
        List.of(
            entry("f1", FileState.QUARANTINED, "c1", null),
            entry("f2", FileState.ACCEPTED, "c2", "2026-04-16/2026-04-22")));

    assertThat(ledger.sameContent("distrokid", "bank_details", "sg", "c1", "")).isEmpty();
    assertThat(ledger.sameContent("distrokid", "bank_details", "sg", "c2", "")).isEmpty();
    assertThat(ledger.sameContent("distrokid", "bank_details", "sg", "c2", "2026-04-16/2026-04-22"))
        .map(LedgerEntry::fileId)
        .contains("f2");
    assertThat(ledger.sameContent("distrokid", "bank_details", "zz", "c2", "2026-04-16/2026-04-22"))
        .isEmpty();
  }

  @Test
  void compactsWithoutLosingALineAndKeepsTheOldObjects() {
    Ledger ledger = ops.ledger();
    for (int i = 0; i < 200; i++) {
      ledger.record(RUN, List.of(entry("f" + i, FileState.RAW, "c" + i, null)));
    }

    Ledger read = new StoredOps(store).ledger();
    assertThat(read.entries()).hasSize(200).isEqualTo(ledger.entries());
    assertThat(store.list("ledger/").stream().map(ObjectInfo::key))
        .contains("ledger/000002/snapshot.ndjson", "ledger/000003/snapshot.ndjson")
        .filteredOn(key -> !key.endsWith("snapshot.ndjson") && !key.endsWith("current"))
        .hasSize(200);
    assertThat(read.history("f0")).hasSize(1);
  }

  @Test
  void readsWhatASlowWriterPutIntoAnEpochAfterItsSnapshot() {
    for (int i = 0; i < 70; i++) {
      ops.runs().append(RUN, List.of(step("s" + i)));
    }
    String first = store.list("runs/000001/").get(0).key();
    store.createIfAbsent("runs/000001/999999999999999-000001-late.ndjson", store.get(first));

    assertThat(ops.runs().readAll()).hasSize(71);
    for (int i = 0; i < 70; i++) {
      ops.runs().append(RUN, List.of(step("t" + i)));
    }
    assertThat(new StoredOps(store).runs().readAll()).hasSize(141);
  }

  @Test
  void aLostHintCostsNothing() {
    for (int i = 0; i < 140; i++) {
      ops.runs().append(RUN, List.of(step("s" + i)));
    }
    store.delete("runs/current");

    assertThat(ops.runs().readAll()).hasSize(140);
  }

  @Test
  void keepsTheOrderOfLinesWhenTheClockStandsOrGoesBack() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      RunContext run = RunContext.start(Clock.fixed(NOON.minusSeconds(i), ZoneOffset.UTC));
      new StoredOps(store).runs().append(run, List.of(step("s" + i)));
      expected.add("s" + i);
    }

    assertThat(ops.runs().readAll()).extracting(StepRecord::subject).isEqualTo(expected);
  }

  @Test
  void writersAtTheSameTimeLoseNothing() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(6);
    List<Callable<Void>> appends = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      String subject = "s" + i;
      appends.add(
          () -> {
            new StoredOps(store).runs().append(RUN, List.of(step(subject)));
            return null;
          });
    }
    try {
      for (Future<Void> done : writers.invokeAll(appends)) {
        done.get();
      }
    } finally {
      writers.shutdownNow();
    }

    assertThat(ops.runs().readAll())
        .extracting(StepRecord::subject)
        .doesNotHaveDuplicates()
        .hasSize(240);
  }

  @Test
  void announcesAndRetiresDrops() {
    ops.announce(RUN, "distrokid/bank_details/sg/x/", List.of("f1", "f2"));
    ops.announce(RUN, "distrokid/bank_details/sg/y/", List.of("f3"));

    List<InboxEntry> inbox = ops.inbox();
    assertThat(inbox)
        .extracting(InboxEntry::drop)
        .containsExactlyInAnyOrder("distrokid/bank_details/sg/x/", "distrokid/bank_details/sg/y/");
    ops.retire(inbox.get(0));
    assertThat(ops.inbox()).containsExactly(inbox.get(1));
  }

  @Test
  void publicationsFollowOneAnother() {
    Publication first =
        new Publication(
            "r1", NOON, Map.of("stores", new Publication.TableVersion(0, 3, true)), Map.of());
    Publication second = new Publication("r2", NOON, Map.of(), Map.of("a.b", 4L));
    ops.publish(first);
    ops.publish(second);

    assertThat(ops.lastPublication()).contains(second);
    assertThat(ops.publications()).containsExactly(first, second);
  }

  @Test
  void theLastStateOfAHoldHolds() {
    Hold hold =
        new Hold(
            "aaaaaaaaaaaa",
            Hold.Kind.FILE,
            "distrokid.bank_details",
            "sg",
            List.of("f1"),
            List.of("SNAPSHOT_SHRINKS"),
            "3 months fewer",
            Hold.State.OPEN,
            null,
            "r1",
            NOON);
    ops.holds().append(RUN, List.of(hold));
    ops.holds().append(RUN, List.of(hold.decided(Hold.State.ACCEPTED, "all", "r2", NOON)));

    assertThat(ops.currentHolds()).hasSize(1);
    assertThat(ops.currentHolds().get(0).state()).isEqualTo(Hold.State.ACCEPTED);
  }

  @Test
  void namesTheLineItCannotRead() {
    store.put(
        "runs/000001/000000000000001-000001-x.ndjson",
        "{\"run_id\":1}\n".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> ops.runs().readAll())
        .isInstanceOf(LakeException.class)
        .hasMessageStartingWith(
            "runs/000001/000000000000001-000001-x.ndjson line 1 is not a StepRecord: ")
        .extracting("code")
        .isEqualTo(ErrorCode.STORE_OBJECT_CHANGED);
  }

  @Test
  void stateIsReplaced() {
    ops.putState("extract/sessions", "{}");
    ops.putState("extract/sessions", "{\"a\":1}");

    assertThat(ops.state("extract/sessions")).contains("{\"a\":1}");
  }

  private static StepRecord step(String subject) {
    return new StepRecord(
        RUN.run().value(), 1, "land", subject, null, NOON, NOON, 1, 1, 0, 10, "ok", null, null);
  }

  static LedgerEntry entry(String id, FileState state, String content, String window) {
    return new LedgerEntry(
        id,
        "distrokid",
        "bank_details",
        "sg",
        content,
        window,
        state,
        "distrokid/bank_details/sg/20261120T120000000Z_20261120T120000Z-000000/",
        "a.csv",
        123,
        NOON,
        null,
        "2026-01",
        null,
        Map.of("handle", "@sg"),
        "distrokid/bank_details/" + content + ".csv",
        content,
        new FileShape(
            null,
            "UTF-8",
            ",",
            "LF",
            List.of("a", "b"),
            List.of(0, -1),
            10,
            List.of(new Split(0, 100, 1)),
            new TreeMap<>(Map.of("2026-01", 10L)),
            null,
            new BigDecimal("1.230000000000"),
            List.of(),
            null),
        List.of(new BrokenRule("X_Y", "why")),
        null,
        "1.0.0",
        "1",
        RUN.run().value(),
        NOON);
  }
}
