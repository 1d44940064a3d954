package com.bedrot.lake.jobs.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.jobs.raw.RawJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run has to do, found in the ops zone's small objects and the contracts' bytes alone: no
 * Spark, no table, no warehouse is touched.
 *
 * @param reasons for people; empty where nothing is due
 * @param everything whether all datasets and tables must be looked at, not only those with new
 *     files
 */
public record Due(List<String> reasons, boolean everything) {
  private static final String OPEN = "run-open";
  private static final String CONTRACTS = "contracts";

  public Due {
    reasons = List.copyOf(reasons);
  }

  public boolean isNothing() {
    return reasons.isEmpty();
  }

  /** Looks at the lake. */
  public static Due of(Lake lake) {
    List<String> reasons = new ArrayList<>();
    boolean everything = false;
    int drops = lake.ops().inbox().size();
    if (drops > 0) {
      reasons.add(drops + (drops == 1 ? " landing drop" : " landing drops"));
    }
    List<LedgerEntry> entries = lake.ops().ledger().entries();
    long files =
        entries.stream()
            .filter(e -> e.state() == FileState.LANDED || e.state() == FileState.RAW)
            .count();
    if (files > 0) {
      reasons.add(files + (files == 1 ? " file" : " files") + " not in staging yet");
    }
    String open = lake.ops().state(OPEN).orElse("");
    if (!open.isEmpty()) {
      reasons.add(open);
      everything = true;
    }
    if (!entries.isEmpty()
        && lake.ops()
            .state(CONTRACTS)
            .filter(f -> f.equals(contractsFingerprint(lake)))
            .isEmpty()) {
      reasons.add("the contracts changed");
      everything = true;
    }
    return new Due(reasons, everything);
  }

  /**
   * Leaves a reason for the next run to look at everything: unfinished work, or a decision of a
   * person.
   */
  public static void mark(Lake lake, String reason) {
    lake.ops().putState(OPEN, reason);
  }

  /** Nothing is left to do. */
  static void clear(Lake lake) {
    lake.ops().putState(OPEN, "");
    lake.ops().putState(CONTRACTS, contractsFingerprint(lake));
  }

  private static String contractsFingerprint(Lake lake) {
    Path conf = lake.settings().projectRoot().resolve("conf");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(RawJob.readerVersion().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (String folder : List.of("contracts", "tables")) {
        try (Stream<Path> files = Files.list(conf.resolve(folder))) {
          for (Path file : files.filter(f -> f.toString().endsWith(".yml")).sorted().toList()) {
            digest.update(
                file.getFileName().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
