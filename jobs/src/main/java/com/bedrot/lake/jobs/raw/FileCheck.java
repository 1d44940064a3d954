package com.bedrot.lake.jobs.raw;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.format.BrokenRule;
import com.bedrot.lake.conf.format.ByteSource;
import com.bedrot.lake.conf.format.FileAttributes;
import com.bedrot.lake.conf.format.FileScan;
import com.bedrot.lake.conf.format.ScanContext;
import com.bedrot.lake.conf.format.ScanResult;
import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.conf.run.KillPoint;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.Zone;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Checks one landed file and copies it to raw. */
final class FileCheck {
  /**
   * Changes whenever the scan or a reader judges bytes differently; quarantined files are then read
   * again.
   */
  static final String READER_VERSION = "1";

  private static final Duration CLOCK_TOLERANCE = Duration.ofHours(24);
  private static final Duration COMPLETION_TIME = Duration.ofHours(1);
  private static final int CHUNK = 1 << 20;

  private final Lake lake;
  private final RunContext context;
  private final Executor background;

  FileCheck(Lake lake, RunContext context, Executor background) {
    this.lake = lake;
    this.context = context;
    this.background = background;
  }

  /**
   * The file's new ledger entry: RAW, or QUARANTINED with every verdict; empty where it is not
   * there yet and may still come.
   */
  Optional<LedgerEntry> check(LandedFile file, DatasetContract dataset) {
    LedgerEntry landed = file.entry();
    Optional<ObjectInfo> object = lake.store(Zone.LANDING).head(file.key());
    if (object.isEmpty()) {
      return context.now().isBefore(landed.landedAt().plus(COMPLETION_TIME))
          ? Optional.empty()
          : Optional.of(
              quarantine(
                  file,
                  dataset,
                  ErrorCode.FILE_MISSING,
                  "the manifest names " + landed.fileName() + ", which is not in the drop"));
    }
    List<BrokenRule> broken = new ArrayList<>();
    if (landed.landedAt().isAfter(context.now().plus(CLOCK_TOLERANCE))) {
      broken.add(
          rule(
              ErrorCode.FILE_FUTURE,
              "landed at " + landed.landedAt() + ", now it is " + context.now()));
    }
    if (object.get().bytes() > lake.settings().limits().fileBytes()) {
      broken.add(
          rule(
              ErrorCode.FILE_TOO_BIG,
              object.get().bytes()
                  + " bytes, the limit is "
                  + lake.settings().limits().fileBytes()));
    }
    if (object.get().bytes() != landed.bytes()) {
      broken.add(
          rule(
              ErrorCode.FILE_HASH,
              "the manifest says " + landed.bytes() + " bytes, there are " + object.get().bytes()));
    }
    return Optional.of(
        broken.isEmpty()
            ? scanAndCopy(file, dataset)
            : judged(file, dataset).quarantined(broken, context.run().value(), context.now()));
  }

  private LedgerEntry scanAndCopy(LandedFile file, DatasetContract dataset) {
    LedgerEntry landed = judged(file, dataset);
    CompletableFuture<ScanResult> scan =
        CompletableFuture.supplyAsync(() -> scan(file, landed, dataset), background);
    String hash = hash(file.key());
    ScanResult result = join(scan);
    List<BrokenRule> broken = new ArrayList<>(result.broken());
    if (!hash.equals(landed.fileSha256())) {
      broken.add(
          rule(
              ErrorCode.FILE_HASH,
              "the manifest says SHA-256 " + landed.fileSha256() + ", the bytes have " + hash));
    }
    if (!broken.isEmpty()) {
      return landed.quarantined(broken, context.run().value(), context.now());
    }
    String rawKey =
        landed.source() + "/" + landed.dataset() + "/" + hash + extension(landed.fileName());
    copy(file.key(), rawKey);
    KillPoint.reach("raw-copied");
    return new LedgerEntry(
        landed.fileId(),
        landed.source(),
        landed.dataset(),
        landed.account(),
        landed.contentSha256(),
        result.window() == null ? landed.window() : result.window(),
        FileState.RAW,
        landed.drop(),
        landed.fileName(),
        landed.bytes(),
        landed.landedAt(),
        landed.extractedAt(),
        landed.period(),
        landed.scope(),
        landed.attributes(),
        rawKey,
        landed.fileSha256(),
        Objects.requireNonNull(result.shape()),
        List.of(),
        null,
        landed.contractVersion(),
        landed.readerVersion(),
        context.run().value(),
        context.now());
  }

  private static ScanResult join(CompletableFuture<ScanResult> scan) {
    try {
      return scan.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private ScanResult scan(LandedFile file, LedgerEntry landed, DatasetContract dataset) {
    Map<String, String> attributes = new HashMap<>(landed.attributes());
    attributes.put("account", landed.account());
    ScanContext known =
        new ScanContext(
            landed.fileName(),
            landed.landedAt(),
            attributes,
            file.member(),
            landed.window(),
            landed.period());
    try (ByteSource bytes = source(file.key())) {
      return new FileScan(dataset, lake.settings().limits()).scan(bytes, known);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ByteSource source(String key) throws IOException {
    ObjectStore landing = lake.store(Zone.LANDING);
    Optional<Path> local = landing.localPath(key);
    return local.isPresent() ? ByteSource.of(local.get()) : SpooledFile.of(landing, key);
  }

  private String hash(String key) {
    try (InputStream in = lake.store(Zone.LANDING).open(key, 0)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Raw objects are created once; the same bytes are there already where another file brought them.
   */
  private void copy(String landingKey, String rawKey) {
    ObjectStore landing = lake.store(Zone.LANDING);
    ObjectStore raw = lake.store(Zone.RAW);
    if (raw.head(rawKey).isPresent()) {
      return;
    }
    Optional<Path> local = landing.localPath(landingKey);
    if (local.isPresent()) {
      raw.createIfAbsent(rawKey, local.get());
      return;
    }
    try {
      Path spool = Files.createTempFile("lake-raw", null);
      try (InputStream in = landing.open(landingKey, 0)) {
        Files.copy(in, spool, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        raw.createIfAbsent(rawKey, spool);
      } finally {
        Files.deleteIfExists(spool);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LedgerEntry judged(LandedFile file, DatasetContract dataset) {
    LedgerEntry e = file.entry();
    Map<String, String> attributes =
        FileAttributes.of(
            dataset,
            file.originalName(),
            e.attributes(),
            e.period(),
            e.window(),
            e.extractedAt() == null ? e.landedAt() : e.extractedAt());
    return new LedgerEntry(
        e.fileId(),
        e.source(),
        e.dataset(),
        e.account(),
        e.contentSha256(),
        e.window(),
        e.state(),
        e.drop(),
        e.fileName(),
        e.bytes(),
        e.landedAt(),
        e.extractedAt(),
        e.period(),
        e.scope(),
        Map.copyOf(attributes),
        e.rawKey(),
        e.fileSha256(),
        e.shape(),
        e.broken(),
        e.refersTo(),
        dataset.contractVersion(),
        READER_VERSION,
        context.run().value(),
        context.now());
  }

  private LedgerEntry quarantine(
      LandedFile file, DatasetContract dataset, ErrorCode code, String detail) {
    return judged(file, dataset)
        .quarantined(List.of(rule(code, detail)), context.run().value(), context.now());
  }

  /** A file that no reader could judge: the scan itself failed on it. */
  LedgerEntry unreadable(LandedFile file, DatasetContract dataset, RuntimeException cause) {
    if (cause instanceof LakeException known
        && known.code().exitCode() != com.bedrot.lake.conf.error.ExitCode.OK) {
      throw known;
    }
    return quarantine(file, dataset, ErrorCode.FILE_UNREADABLE, String.valueOf(cause));
  }

  private static BrokenRule rule(ErrorCode code, String detail) {
    return new BrokenRule(code.name(), detail);
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    String suffix = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
    return suffix.matches("[a-z0-9]{1,8}") ? "." + suffix : "";
  }
}
