package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.ledger.Manifest.ManifestFile;
import com.bedrot.lake.conf.ledger.StepRecord;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.AccountBook;
import com.bedrot.lake.conf.zone.LandingName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings local files into the landing zone: prepares every file, leaves out what has landed
 * already, and writes one drop per source, dataset, account and statement. One file's refusal never
 * stops another. Needs no lock: it writes landing, inbox and the run journal only.
 */
public final class FileImport {
  private static final String WRITER = "lake import 1";

  private final Lake lake;
  private final RunContext context;
  private final ImportRequest request;
  private final Instant landedAt;
  private final AccountFinder accounts;
  private final Consumer<String> progress;
  private final List<StepRecord> steps = new ArrayList<>();

  /**
   * @param progress told what is being done, for terminals
   */
  public FileImport(
      Lake lake, RunContext context, ImportRequest request, Consumer<String> progress) {
    this.lake = lake;
    this.context = context;
    this.request = request;
    this.progress = progress;
    landedAt = context.now().truncatedTo(ChronoUnit.MILLIS);
    accounts = new AccountFinder(lake.settings(), request);
  }

  /** What would be landed; nothing is written. */
  public List<FileOutcome> plan(List<Path> files) {
    return outcomes(files, FileImport::wouldLand);
  }

  /**
   * Lands the files.
   *
   * @throws LakeException where the store fails
   */
  public List<FileOutcome> run(List<Path> files) {
    List<FileOutcome> outcomes = outcomes(files, this::land);
    lake.ops().runs().append(context, steps);
    return outcomes;
  }

  private interface Landing {
    List<FileOutcome> land(List<PreparedFile> group);
  }

  private List<FileOutcome> outcomes(List<Path> files, Landing landing) {
    List<FileOutcome> outcomes = new ArrayList<>();
    List<PreparedFile> prepared = prepareAll(files, outcomes);
    KnownContents known = new KnownContents(lake.ops());
    Map<Group, List<PreparedFile>> groups = new LinkedHashMap<>();
    for (PreparedFile file : prepared) {
      Optional<KnownContents.Earlier> earlier = known.earlier(file);
      if (earlier.isPresent()) {
        outcomes.add(
            FileOutcome.of(
                file,
                FileOutcome.Kind.DUPLICATE,
                earlier.get().fileId(),
                null,
                earlier.get().sentence()));
      } else {
        known.add(file, landedAt);
        groups.computeIfAbsent(Group.of(file), g -> new ArrayList<>()).add(file);
      }
    }
    groups.values().forEach(group -> outcomes.addAll(landing.land(group)));
    return outcomes;
  }

  /** What one manifest says once for all its files. */
  private record Group(
      String datasetKey, String account, @Nullable String period, Map<String, String> attributes) {
    static Group of(PreparedFile file) {
      return new Group(file.contract().key(), file.account(), file.period(), file.attributes());
    }
  }

  private List<PreparedFile> prepareAll(List<Path> files, List<FileOutcome> outcomes) {
    FilePreparer preparer =
        new FilePreparer(lake, request, accounts, landedAt, FilePreparer.Scanning.WHERE_NEEDED);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(files.size(), lake.settings().run().landingThreads()));
    List<PreparedFile> prepared = new ArrayList<>();
    try {
      List<Future<List<PreparedFile>>> pending = new ArrayList<>();
      for (Path file : files) {
        pending.add(threads.submit((Callable<List<PreparedFile>>) () -> preparer.prepare(file)));
      }
      for (int i = 0; i < pending.size(); i++) {
        progress.accept("reading " + (i + 1) + " of " + files.size() + ": " + files.get(i));
        take(files.get(i), pending.get(i), prepared, outcomes);
      }
    } finally {
      threads.shutdownNow();
    }
    return prepared;
  }

  private static void take(
      Path file,
      Future<List<PreparedFile>> pending,
      List<PreparedFile> prepared,
      List<FileOutcome> outcomes) {
    try {
      prepared.addAll(pending.get());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LakeException(ErrorCode.INTERRUPTED, "interrupted while reading " + file, stop);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof LakeException refused) {
        outcomes.add(
            FileOutcome.refused(file, refused.code(), String.valueOf(refused.getMessage())));
      } else if (cause instanceof IOException unreadable) {
        outcomes.add(
            FileOutcome.refused(
                file, ErrorCode.FILE_UNREADABLE, "cannot read " + file + ": " + unreadable));
      } else {
        throw new IllegalStateException(cause);
      }
    }
  }

  private static List<FileOutcome> wouldLand(List<PreparedFile> group) {
    return group.stream()
        .map(
            f ->
                FileOutcome.of(f, FileOutcome.Kind.WOULD_LAND, f.fileId(), null, "would be landed"))
        .toList();
  }

  private List<FileOutcome> land(List<PreparedFile> group) {
    Instant started = context.now();
    PreparedFile first = group.get(0);
    String source = first.contract().source();
    String dataset = first.contract().name();
    accounts
        .created(source, first.account())
        .ifPresent(a -> new AccountBook(lake.settings().home()).remember(source, a));
    LandingName drop =
        LandingName.manifest(source, dataset, first.account(), freeStamp(group), context.run());
    DropNames names = new DropNames(group);
    progress.accept("landing " + names.payloads().size() + " files of " + first.contract().key());
    Manifest written =
        new LandingWriter(lake, context)
            .write(drop, names.payloads(), () -> manifest(group, names, drop));
    Set<String> landed =
        written.files().stream().map(ManifestFile::fileId).collect(Collectors.toSet());
    List<FileOutcome> outcomes = new ArrayList<>();
    long bytes = 0;
    for (PreparedFile file : group) {
      if (landed.contains(file.fileId())) {
        bytes += file.bytes();
        outcomes.add(
            FileOutcome.of(file, FileOutcome.Kind.LANDED, file.fileId(), drop.drop(), "landed"));
      } else {
        outcomes.add(
            FileOutcome.refused(
                file.path(),
                ErrorCode.FILE_GROWING,
                String.valueOf(FilePreparer.growing(file.fileName()).getMessage())));
      }
    }
    steps.add(step(first, started, bytes, landed.size(), group.size()));
    return outcomes;
  }

  private final Map<String, Integer> dropsOf = new LinkedHashMap<>();

  /** Two drops of one place in one run differ in their stamp. */
  private Instant freeStamp(List<PreparedFile> group) {
    PreparedFile first = group.get(0);
    int earlier =
        dropsOf.merge(first.contract().key() + "/" + first.account(), 1, Integer::sum) - 1;
    return landedAt.plusMillis(earlier);
  }

  private Manifest manifest(List<PreparedFile> group, DropNames names, LandingName drop) {
    PreparedFile first = group.get(0);
    List<ManifestFile> files = new ArrayList<>();
    for (PreparedFile file : group) {
      if (unchanged(file)) {
        files.add(file.inDrop(names.of(file)));
      }
    }
    return new Manifest(
        1,
        context.run().value(),
        drop.source(),
        drop.dataset(),
        drop.account(),
        landedAt,
        request.extractedAt(),
        first.period(),
        request.scope(),
        first.attributes(),
        WRITER,
        List.copyOf(files));
  }

  private static boolean unchanged(PreparedFile file) {
    try {
      return FileStamp.of(file.path()).equals(file.stamp());
    } catch (IOException gone) {
      return false;
    }
  }

  private StepRecord step(PreparedFile first, Instant started, long bytes, int landed, int wanted) {
    return new StepRecord(
        context.run().value(),
        context.attempt(),
        "import",
        first.contract().key(),
        first.account(),
        started,
        context.now(),
        0,
        0,
        0,
        bytes,
        landed == wanted ? "ok" : "partial",
        landed == wanted ? null : ErrorCode.FILE_GROWING.name(),
        landed + (landed == 1 ? " file landed" : " files landed"));
  }
}
