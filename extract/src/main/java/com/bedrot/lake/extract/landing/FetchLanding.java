package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExtractionException;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.format.ScanResult;
import com.bedrot.lake.conf.format.Shown;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.zone.LandingName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings what extractors fetched into the landing zone. Every file is recognised as an import would
 * recognise it and read to its end first: where one is another dataset or broken, nothing lands.
 * Content that has landed before is not landed again, and one without rows is no drop. Thread-safe,
 * as long as one account is landed by one thread.
 */
public final class FetchLanding {
  private static final String WRITER = "lake extract 1";

  private final Lake lake;
  private final RunContext context;
  private final KnownContents known;
  private final Map<String, Instant> lastStamp = new HashMap<>();

  public FetchLanding(Lake lake, RunContext context) {
    this.lake = lake;
    this.context = context;
    this.known = new KnownContents(lake.ops());
  }

  /**
   * Lands the files of one window, all or nothing.
   *
   * @throws com.bedrot.lake.conf.error.LakeException {@code RESPONSE_UNEXPECTED} where a file is
   *     not what was fetched, or what refuses an import, or the store's
   */
  public FetchedContent.Landed land(FetchedContent fetched) {
    List<PreparedFile> prepared = prepare(fetched);
    long rows = prepared.stream().mapToLong(FetchLanding::records).sum();
    Map<String, List<PreparedFile>> drops = new LinkedHashMap<>();
    int duplicates = 0;
    for (PreparedFile file : prepared) {
      if (records(file) == 0) {
        continue;
      }
      if (isKnown(file)) {
        duplicates++;
      } else {
        drops.computeIfAbsent(file.contract().name(), d -> new ArrayList<>()).add(file);
      }
    }
    List<String> written = new ArrayList<>();
    drops.values().forEach(group -> written.add(write(fetched, group)));
    return new FetchedContent.Landed(
        rows,
        written,
        drops.values().stream().mapToInt(List::size).sum(),
        duplicates,
        drops.values().stream().flatMap(List::stream).mapToLong(PreparedFile::bytes).sum());
  }

  private List<PreparedFile> prepare(FetchedContent fetched) {
    String source = fetched.dataset().source();
    ImportRequest request =
        new ImportRequest(
            source,
            null,
            fetched.account(),
            null,
            fetched.period(),
            null,
            null,
            fetched.extractedAt());
    AccountFinder accounts = new AccountFinder(lake.settings(), request);
    FilePreparer preparer =
        new FilePreparer(
            lake, request, accounts, fetched.extractedAt(), FilePreparer.Scanning.ALWAYS);
    List<PreparedFile> all = new ArrayList<>();
    for (Path file : fetched.files()) {
      List<PreparedFile> contents = prepare(preparer, file);
      contents.forEach(FetchLanding::refuseBroken);
      if (contents.stream().noneMatch(c -> c.contract().key().equals(fetched.dataset().key()))) {
        throw unexpected(
            file,
            "is recognised as "
                + contents.get(0).contract().key()
                + ", not "
                + fetched.dataset().key());
      }
      all.addAll(contents);
    }
    return all;
  }

  private static List<PreparedFile> prepare(FilePreparer preparer, Path file) {
    try {
      return preparer.prepare(file);
    } catch (IOException e) {
      throw unexpected(file, "cannot be read: " + e.getClass().getSimpleName());
    } catch (ConfigurationException unplaced) {
      if (unplaced.code() != ErrorCode.IMPORT_UNPLACED) {
        throw unplaced;
      }
      throw new ExtractionException(
          ErrorCode.RESPONSE_UNEXPECTED, String.valueOf(unplaced.getMessage()), unplaced);
    }
  }

  private static void refuseBroken(PreparedFile file) {
    ScanResult scan = file.scan();
    if (scan != null && !scan.fine()) {
      BrokenRule first = scan.broken().get(0);
      throw unexpected(file.path(), "is broken: " + first.rule() + ", " + first.detail());
    }
  }

  private static ExtractionException unexpected(Path file, String why) {
    return new ExtractionException(
        ErrorCode.RESPONSE_UNEXPECTED, Shown.text(file.getFileName() + " " + why));
  }

  private static long records(PreparedFile file) {
    ScanResult scan = file.scan();
    return scan == null || scan.shape() == null ? 0 : scan.shape().records();
  }

  private synchronized boolean isKnown(PreparedFile file) {
    return known.earlier(file).isPresent();
  }

  private synchronized void remember(List<PreparedFile> group, Instant landedAt) {
    group.forEach(file -> known.add(file, landedAt));
  }

  private String write(FetchedContent fetched, List<PreparedFile> group) {
    PreparedFile first = group.get(0);
    Instant landedAt = freeStamp(first.contract().key() + "/" + first.account());
    LandingName drop =
        LandingName.manifest(
            first.contract().source(),
            first.contract().name(),
            first.account(),
            landedAt,
            context.run());
    DropNames names = new DropNames(group);
    new LandingWriter(lake, context)
        .write(drop, names.payloads(), () -> manifest(fetched, group, names, drop, landedAt));
    remember(group, landedAt);
    return drop.drop();
  }

  /** Two drops of one place in one run differ in their stamp. */
  private synchronized Instant freeStamp(String place) {
    Instant now = context.now().truncatedTo(ChronoUnit.MILLIS);
    Instant last = lastStamp.get(place);
    Instant free = last == null || now.isAfter(last) ? now : last.plusMillis(1);
    lastStamp.put(place, free);
    return free;
  }

  private Manifest manifest(
      FetchedContent fetched,
      List<PreparedFile> group,
      DropNames names,
      LandingName drop,
      Instant landedAt) {
    Map<String, String> attributes = new TreeMap<>(group.get(0).attributes());
    attributes.putAll(fetched.attributes());
    return new Manifest(
        1,
        context.run().value(),
        drop.source(),
        drop.dataset(),
        drop.account(),
        landedAt,
        fetched.extractedAt(),
        fetched.period(),
        null,
        attributes,
        WRITER,
        group.stream().map(file -> file.inDrop(names.of(file))).toList());
  }
}
