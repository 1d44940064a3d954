package com.bedrot.lake.jobs.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.jobs.LakeFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthPlanTest {
  private static final int RANDOM_SETS = 400;
  private static DatasetContract bank;
  private static DatasetContract social;
  private static DatasetContract campaigns;

  @BeforeAll
  static void readContracts(@TempDir Path home) {
    LakeFixture fixture = new LakeFixture(home);
    bank = fixture.lake().contracts().dataset("distrokid.bank_details").orElseThrow();
    social = fixture.lake().contracts().dataset("tiktok.overview").orElseThrow();
    campaigns = fixture.lake().contracts().dataset("metaads.campaigns").orElseThrow();
  }

  private static AccountTruth resolve(DatasetContract dataset, Statements... files) {
    return resolve(dataset, Arrays.asList(files));
  }

  private static AccountTruth resolve(DatasetContract dataset, List<Statements> files) {
    return new TruthPlan(dataset)
        .resolve("a", files.stream().map(f -> f.entry(dataset.source(), dataset.name())).toList());
  }

  /** Every file's standing: its state, what it refers to, and the slices it holds. */
  private static Map<String, String> standings(AccountTruth truth) {
    Map<String, String> held =
        truth.contributions().stream()
            .collect(
                Collectors.toMap(
                    Contribution::fileId, c -> c.slices() == null ? " all" : " " + c.slices()));
    Map<String, String> standings = new TreeMap<>();
    for (AccountTruth.Outcome o : truth.outcomes()) {
      standings.put(
          o.file().fileId(),
          o.state()
              + (o.refersTo() == null ? "" : " by " + o.refersTo())
              + held.getOrDefault(o.file().fileId(), ""));
    }
    return standings;
  }

  private static Map<String, Long> months(Object... monthsAndRows) {
    Map<String, Long> coverage = new TreeMap<>();
    for (int i = 0; i < monthsAndRows.length; i += 2) {
      coverage.put((String) monthsAndRows[i], ((Integer) monthsAndRows[i + 1]).longValue());
    }
    return coverage;
  }

  @Test
  void theNewestWholeStatementReplacesOlderOnes() {
    Statements june = Statements.of("june", "2026-06-15", months("2026-05", 3, "2026-06", 2));
    Statements july =
        Statements.of("july", "2026-07-15", months("2026-05", 3, "2026-06", 2, "2026-07", 4));

    assertThat(standings(resolve(bank, july, june)))
        .isEqualTo(Map.of("june", "SUPERSEDED by july", "july", "ACCEPTED all"));
  }

  @Test
  void aStatementWithFewerMonthsIsHeldAndSaysWhatWouldBeLost() {
    Statements whole = Statements.of("whole", "2026-06-15", months("2026-05", 3, "2026-06", 2));
    Statements shrunk = Statements.of("shrunk", "2026-07-15", months("2026-06", 2, "2026-07", 9));

    AccountTruth truth = resolve(bank, whole, shrunk);

    assertThat(standings(truth)).isEqualTo(Map.of("whole", "ACCEPTED all", "shrunk", "HELD"));
    assertThat(truth.outcomes().get(1).heldBecause())
        .isEqualTo(
            "covers 11 rows in 2 slices, would replace 5 rows in 2 slices; lost would be 2026-05");
  }

  @Test
  void aStatementWithFewerRowsInTheSameMonthsIsHeld() {
    Statements whole = Statements.of("whole", "2026-06-15", months("2026-05", 3, "2026-06", 2));
    Statements shrunk = Statements.of("shrunk", "2026-06-20", months("2026-05", 3, "2026-06", 1));

    assertThat(resolve(bank, whole, shrunk).outcomes().get(1).heldBecause())
        .isEqualTo("covers 4 rows in 2 slices, would replace 5 rows in 2 slices");
  }

  @Test
  void aStatementOfOtherMonthsAddsThem() {
    Statements may = Statements.of("may", "2026-05-15", months("2026-05", 3));
    Statements june = Statements.of("june", "2026-06-15", months("2026-06", 1));

    assertThat(standings(resolve(bank, june, may)))
        .isEqualTo(Map.of("may", "ACCEPTED all", "june", "ACCEPTED all"));
  }

  @Test
  void aStatedRangeReplacesOnlyTheMonthsItCovers() {
    Statements whole =
        Statements.of("whole", "2026-06-15", months("2026-04", 3, "2026-05", 3, "2026-06", 2));
    Statements range =
        Statements.of("range", "2026-07-15", months("2026-05", 1, "2026-06", 1)).scope("range");

    assertThat(standings(resolve(bank, range, whole)))
        .isEqualTo(Map.of("whole", "ACCEPTED [2026-04]", "range", "ACCEPTED all"));
  }

  @Test
  void aStatementStatedAsFullReplacesMoreThanItCovers() {
    Statements whole = Statements.of("whole", "2026-06-15", months("2026-05", 3, "2026-06", 2));
    Statements full = Statements.of("full", "2026-07-15", months("2026-07", 1)).scope("full");

    assertThat(standings(resolve(bank, full, whole)))
        .isEqualTo(Map.of("whole", "SUPERSEDED by full", "full", "ACCEPTED all"));
  }

  @Test
  void aHeldStatementIsSupersededByALaterWholeOne() {
    Statements whole = Statements.of("1", "2026-05-15", months("2026-04", 3, "2026-05", 2));
    Statements shrunk = Statements.of("2", "2026-06-15", months("2026-05", 1));
    Statements newest =
        Statements.of("3", "2026-07-15", months("2026-04", 3, "2026-05", 2, "2026-06", 2));

    assertThat(standings(resolve(bank, newest, whole, shrunk)))
        .isEqualTo(Map.of("1", "SUPERSEDED by 3", "2", "SUPERSEDED by 3", "3", "ACCEPTED all"));
  }

  @Test
  void anEmptyStatementIsAcceptedAloneAndHeldWhereItWouldEmptyTheAccount() {
    Statements empty = Statements.of("empty", null, Map.of());
    Statements whole = Statements.of("whole", "2026-06-15", months("2026-06", 2));
    Statements emptyNewer = Statements.of("emptier", "2026-07-15", Map.of());

    assertThat(standings(resolve(bank, empty))).isEqualTo(Map.of("empty", "ACCEPTED"));
    assertThat(standings(resolve(bank, empty, whole)))
        .isEqualTo(Map.of("empty", "SUPERSEDED by whole", "whole", "ACCEPTED all"));
    assertThat(standings(resolve(bank, emptyNewer, whole)))
        .isEqualTo(Map.of("emptier", "HELD", "whole", "ACCEPTED all"));
  }

  @Test
  void withoutAWithdrawnStatementTheOneItSupersededHoldsAgain() {
    Statements june = Statements.of("june", "2026-06-15", months("2026-06", 2));
    Statements july = Statements.of("july", "2026-07-15", months("2026-06", 2, "2026-07", 4));
    assertThat(standings(resolve(bank, june, july)).get("june")).isEqualTo("SUPERSEDED by july");

    assertThat(standings(resolve(bank, june))).isEqualTo(Map.of("june", "ACCEPTED all"));
  }

  @Test
  void aFileWithoutAReadableMonthIsParsedSoThatItsRowsAreQuarantined() {
    Statements unreadable = Statements.of("unreadable", null, Map.of()).withUnreadableRows(7);

    assertThat(standings(resolve(bank, unreadable)))
        .isEqualTo(Map.of("unreadable", "ACCEPTED all"));
  }

  @Test
  void theNewestDownloadWinsDayByDay() {
    Statements first =
        Statements.of(
            "first", "2026-04-07", months("2026-04-05", 1, "2026-04-06", 1, "2026-04-07", 1));
    Statements second =
        Statements.of(
            "second", "2026-04-09", months("2026-04-07", 1, "2026-04-08", 1, "2026-04-09", 1));
    Statements inside = Statements.of("inside", "2026-04-06", months("2026-04-06", 1));

    assertThat(standings(resolve(social, second, inside, first)))
        .isEqualTo(
            Map.of(
                "first",
                "ACCEPTED [2026-04-05, 2026-04-06]",
                "second",
                "ACCEPTED all",
                "inside",
                "SUPERSEDED by second"));
  }

  @Test
  void theSameBytesDatedToTwoWindowsAreToldApartByTheirDays() {
    Statements year1 = Statements.of("y1", "2025-04-02", months("2025-04-01", 1, "2025-04-02", 1));
    Statements year2 =
        Statements.of("y2", "2026-04-02", months("2026-04-01", 1, "2026-04-02", 1)).bytesOf(year1);

    assertThat(standings(resolve(social, year2, year1)))
        .isEqualTo(
            Map.of(
                "y1",
                "ACCEPTED [2025-04-01, 2025-04-02]",
                "y2",
                "ACCEPTED [2026-04-01, 2026-04-02]"));
  }

  @Test
  void withoutSlicesEveryFileContributesAndItsRankDecides() {
    Statements older = Statements.of("older", "2026-01-01", Map.of()).extracted(1);
    Statements newer = Statements.of("newer", "2025-01-01", Map.of()).extracted(2);

    AccountTruth truth = resolve(campaigns, newer, older);

    assertThat(truth.contributions())
        .extracting(Contribution::fileId)
        .containsExactly("older", "newer");
    assertThat(TruthPlan.newestRowWins(campaigns)).isTrue();
    assertThat(TruthPlan.newestRowWins(social)).isFalse();
  }

  @Test
  void orderFollowsContentThenNameThenExtractionThenLandingThenId() {
    Statements none = Statements.of("e", null, Map.of()).landed(99);
    Statements content = Statements.of("a", "2026-01-02", Map.of()).landed(1);
    Statements noEpoch =
        Statements.of("z", "2026-01-01", Map.of()).named("distrokid_bank.tsv").landed(50);
    Statements seconds =
        Statements.of("d", "2026-01-01", Map.of()).named("dk_1767225600.tsv").landed(2);
    Statements millis =
        Statements.of("c", "2026-01-01", Map.of()).named("dk_1767225601000.tsv").landed(1);
    Statements extracted =
        Statements.of("y", "2026-01-01", Map.of())
            .named("dk_1767225601000.tsv")
            .extracted(7)
            .landed(0);
    Statements landedLater =
        Statements.of("b", "2026-01-01", Map.of())
            .named("dk_1767225601000.tsv")
            .extracted(7)
            .landed(3);
    Statements sameTime =
        Statements.of("bb", "2026-01-01", Map.of())
            .named("dk_1767225601000.tsv")
            .extracted(7)
            .landed(3);

    List<LedgerEntry> entries =
        new ArrayList<>(
            List.of(sameTime, landedLater, extracted, millis, seconds, noEpoch, content, none)
                .stream()
                .map(s -> s.entry("distrokid", "bank_details"))
                .toList());
    entries.sort(new FileOrder(bank));

    assertThat(entries)
        .extracting(LedgerEntry::fileId)
        .containsExactly("e", "z", "d", "c", "y", "b", "bb", "a");
  }

  @Test
  void orderOfImportNeverChangesTheTruth() {
    Random random = new Random(20_261_101);
    for (int set = 0; set < RANDOM_SETS; set++) {
      List<Statements> files = randomFiles(random);
      DatasetContract dataset = set % 2 == 0 ? bank : social;
      AccountTruth expected = resolve(dataset, files);
      for (int order = 0; order < 4; order++) {
        Collections.shuffle(files, random);
        AccountTruth truth = resolve(dataset, files);
        assertThat(standings(truth)).as("set %d: %s", set, files).isEqualTo(standings(expected));
        assertThat(truth.contributions()).isEqualTo(expected.contributions());
      }
      isConsistent(expected, files);
    }
  }

  /**
   * No slice has two holders, every file has one standing, and only held files and explicit full
   * scopes lose slices.
   */
  private static void isConsistent(AccountTruth truth, List<Statements> files) {
    assertThat(truth.outcomes()).hasSameSizeAs(files);
    Map<String, Statements> byId = files.stream().collect(Collectors.toMap(Statements::id, f -> f));
    List<String> held = new ArrayList<>();
    truth
        .contributions()
        .forEach(
            c ->
                held.addAll(
                    c.slices() == null ? byId.get(c.fileId()).coverage().keySet() : c.slices()));
    assertThat(held).doesNotHaveDuplicates();
    boolean anyFull = files.stream().anyMatch(f -> "full".equals(f.scope()));
    Set<String> heldFiles =
        truth.outcomes().stream()
            .filter(o -> o.state() == FileState.HELD)
            .map(o -> o.file().fileId())
            .collect(Collectors.toSet());
    if (!anyFull) {
      files.stream()
          .filter(f -> !heldFiles.contains(f.id()))
          .forEach(
              f ->
                  assertThat(held)
                      .as("slices of %s", f)
                      .containsAll(heldFiles.isEmpty() ? f.coverage().keySet() : Set.of()));
    }
  }

  private static List<Statements> randomFiles(Random random) {
    List<Statements> files = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      Map<String, Long> coverage = new TreeMap<>();
      int first = 1 + random.nextInt(5);
      int length = random.nextInt(5);
      for (int m = first; m < first + length; m++) {
        coverage.put("2026-0" + m, (long) (1 + random.nextInt(4)));
      }
      Statements file =
          Statements.of(
                  "f" + i,
                  coverage.isEmpty() ? null : "2026-0" + (first + length) + "-01",
                  coverage)
              .landed(random.nextInt(3));
      files.add(
          switch (random.nextInt(4)) {
            case 0 -> file.scope("range");
            case 1 -> random.nextBoolean() ? file.scope("full") : file.extracted(random.nextInt(3));
            default -> file;
          });
    }
    return files;
  }
}
