package com.bedrot.lake.jobs.raw;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.ledger.FileId;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.InboxEntry;
import com.bedrot.lake.conf.ledger.Ledger;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.KillPoint;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.zone.LandingName;
import com.bedrot.lake.conf.zone.Zone;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Landing to raw. Looks only at the inbox and at ledger entries set back to landed; every file ends
 * in the ledger as raw, duplicate or quarantined, and its inbox entry is retired after that.
 */
public final class RawJob {
  private static final Logger LOG = LoggerFactory.getLogger(RawJob.class);

  private final Lake lake;
  private final RunContext context;

  public RawJob(Lake lake, RunContext context) {
    this.lake = lake;
    this.context = context;
  }

  /** Walks everything landed and not yet in raw. */
  public RawReport run() {
    List<InboxEntry> inbox = lake.ops().inbox();
    Ledger ledger = lake.ops().ledger();
    Map<String, LedgerEntry> claimed = new HashMap<>();
    List<LandedFile> work = new ArrayList<>();
    List<LedgerEntry> lines = new ArrayList<>();
    List<InboxEntry> done = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    for (InboxEntry entry : inbox) {
      Optional<Manifest> manifest = manifest(entry.drop());
      if (manifest.isEmpty()) {
        waiting.add(entry.drop() + " has no readable manifest");
        continue;
      }
      for (Manifest.ManifestFile file : manifest.get().files()) {
        sort(
            LandedFile.of(manifest.get(), file, entry.drop(), context.run().value()),
            ledger,
            claimed,
            work,
            lines);
      }
      done.add(entry);
    }
    for (LedgerEntry entry : ledger.entries()) {
      if (isToBeRead(entry) && !claimed.containsKey(entry.fileId())) {
        work.add(
            LandedFile.of(
                entry,
                manifest(entry.drop()).flatMap(m -> member(m, entry.fileId())).orElse(null)));
      }
    }
    KillPoint.reach("raw-planned");
    Map<String, String> incomplete = checkAll(work, lines);
    ledger.record(context, lines);
    KillPoint.reach("raw-ledgered");
    for (InboxEntry entry : done) {
      Optional<String> missing =
          entry.fileIds().stream().filter(incomplete::containsKey).findFirst();
      if (missing.isPresent()) {
        waiting.add(entry.drop() + incomplete.get(missing.get()));
      } else {
        lake.ops().retire(entry);
      }
    }
    KillPoint.reach("raw-retired");
    return new RawReport(
        lines,
        waiting,
        lines.stream().filter(l -> l.state() == FileState.RAW).mapToLong(LedgerEntry::bytes).sum());
  }

  /**
   * Landed again by a command, or quarantined by another version of its contract or of the reader.
   */
  private boolean isToBeRead(LedgerEntry entry) {
    if (entry.state() == FileState.LANDED) {
      return true;
    }
    return entry.state() == FileState.QUARANTINED
        && lake.contracts()
            .dataset(entry.datasetKey())
            .filter(
                d ->
                    !d.contractVersion().equals(entry.contractVersion())
                        || !FileCheck.READER_VERSION.equals(entry.readerVersion()))
            .isPresent();
  }

  /** Changes whenever this program judges bytes differently than before. */
  public static String readerVersion() {
    return FileCheck.READER_VERSION;
  }

  /** Puts a manifest's file where it belongs: known already, a duplicate, or work. */
  private void sort(
      LandedFile file,
      Ledger ledger,
      Map<String, LedgerEntry> claimed,
      List<LandedFile> work,
      List<LedgerEntry> lines) {
    LedgerEntry landed = file.entry();
    Optional<LedgerEntry> known = ledger.find(landed.fileId());
    if (known.isPresent()
        && known.get().drop().equals(landed.drop())
        && known.get().state() != FileState.LANDED) {
      return;
    }
    @Nullable LedgerEntry first = claimed.get(landed.fileId());
    if (first == null) {
      String window = landed.window() == null ? "" : landed.window();
      first =
          ledger
              .sameContent(
                  landed.source(),
                  landed.dataset(),
                  landed.account(),
                  landed.contentSha256(),
                  window)
              .filter(
                  e -> !e.drop().equals(landed.drop()) || !e.fileName().equals(landed.fileName()))
              .orElse(null);
    }
    if (first != null) {
      lines.add(duplicate(landed, first));
      return;
    }
    claimed.put(landed.fileId(), landed);
    work.add(file);
  }

  private LedgerEntry duplicate(LedgerEntry landed, LedgerEntry first) {
    String id =
        FileId.ofDuplicate(
            landed.source(),
            landed.dataset(),
            landed.account(),
            landed.contentSha256(),
            landed.window() == null ? "" : landed.window(),
            landed.drop() + landed.fileName());
    return new LedgerEntry(
        id,
        landed.source(),
        landed.dataset(),
        landed.account(),
        landed.contentSha256(),
        landed.window(),
        FileState.DUPLICATE,
        landed.drop(),
        landed.fileName(),
        landed.bytes(),
        landed.landedAt(),
        landed.extractedAt(),
        landed.period(),
        landed.scope(),
        landed.attributes(),
        null,
        landed.fileSha256(),
        null,
        List.of(),
        first.fileId(),
        "",
        "",
        context.run().value(),
        context.now());
  }

  /**
   * Checks the files side by side; returns the ids of those that are not complete yet, with the
   * reason.
   */
  private Map<String, String> checkAll(List<LandedFile> work, List<LedgerEntry> lines) {
    Map<String, String> incomplete = new HashMap<>();
    if (work.isEmpty()) {
      return incomplete;
    }
    int threads = Math.max(1, lake.settings().run().landingThreads());
    ExecutorService files = Executors.newFixedThreadPool(threads, task -> daemon(task, "landing"));
    ExecutorService scans = Executors.newFixedThreadPool(threads, task -> daemon(task, "scan"));
    try {
      FileCheck check = new FileCheck(lake, context, scans);
      List<Future<Optional<LedgerEntry>>> results =
          work.stream().map(f -> files.submit(() -> checkOne(check, f))).toList();
      for (int i = 0; i < results.size(); i++) {
        Optional<LedgerEntry> line = await(results.get(i));
        String id = work.get(i).entry().fileId();
        line.ifPresentOrElse(
            lines::add, () -> incomplete.put(id, ": a file of the drop is not there yet"));
      }
      return incomplete;
    } finally {
      files.shutdownNow();
      scans.shutdownNow();
    }
  }

  private Optional<LedgerEntry> checkOne(FileCheck check, LandedFile file) {
    Optional<DatasetContract> dataset = lake.contracts().dataset(file.entry().datasetKey());
    if (dataset.isEmpty()) {
      BrokenRule unknown =
          new BrokenRule(
              ErrorCode.FILE_UNREADABLE.name(), "no contract for " + file.entry().datasetKey());
      return Optional.of(
          file.entry().quarantined(List.of(unknown), context.run().value(), context.now()));
    }
    try {
      return check.check(file, dataset.get());
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be checked", file.key(), e);
      return Optional.of(check.unreadable(file, dataset.get(), e));
    }
  }

  private static Optional<LedgerEntry> await(Future<Optional<LedgerEntry>> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new com.bedrot.lake.conf.error.LakeException(
          ErrorCode.INTERRUPTED, "interrupted while files were checked", e);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private Optional<Manifest> manifest(String drop) {
    try {
      return Optional.of(
          LakeJson.read(
              new String(
                  lake.store(Zone.LANDING).get(drop + LandingName.MANIFEST),
                  StandardCharsets.UTF_8),
              Manifest.class));
    } catch (NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> member(Manifest manifest, String fileId) {
    return manifest.files().stream()
        .filter(f -> f.fileId().equals(fileId))
        .map(Manifest.ManifestFile::member)
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }
}
