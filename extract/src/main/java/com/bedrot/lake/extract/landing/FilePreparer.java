package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.contract.ColumnContract;
import com.bedrot.lake.conf.contract.ColumnContract.Origin;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ValidationException;
import com.bedrot.lake.conf.format.ByteKind;
import com.bedrot.lake.conf.format.ByteSource;
import com.bedrot.lake.conf.format.FileAttributes;
import com.bedrot.lake.conf.format.FileScan;
import com.bedrot.lake.conf.format.FileShape;
import com.bedrot.lake.conf.format.Insides;
import com.bedrot.lake.conf.format.ScanContext;
import com.bedrot.lake.conf.format.ScanResult;
import com.bedrot.lake.conf.format.Sha256;
import com.bedrot.lake.conf.format.Shown;
import com.bedrot.lake.conf.format.YearlessDates;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.zone.SafeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks, recognises and identifies one file at a time; writes nothing. Thread-safe. */
final class FilePreparer {
  private static final long IN_MEMORY_BYTES = 8 << 20;
  private static final long REDACTED_AT_MOST = 256 << 20;

  private final LakeSettings.Limits limits;
  private final ImportRequest request;
  private final Recognizer recognizer;
  private final AccountFinder accounts;
  private final Instant landedAt;
  private final Scanning scanning;

  /** Whether content whose identity is its file's own hash is scanned too. */
  enum Scanning {
    WHERE_NEEDED,
    ALWAYS
  }

  FilePreparer(
      Lake lake,
      ImportRequest request,
      AccountFinder accounts,
      Instant landedAt,
      Scanning scanning) {
    this.limits = lake.settings().limits();
    this.request = request;
    this.recognizer = new Recognizer(lake.contracts(), request);
    this.accounts = accounts;
    this.landedAt = landedAt;
    this.scanning = scanning;
  }

  /**
   * The contents of a file: one, or one per data member of an archive.
   *
   * @throws com.bedrot.lake.conf.error.LakeException where the file is refused
   */
  List<PreparedFile> prepare(Path file) throws IOException {
    String fileName = safeName(file);
    FileStamp before = FileStamp.of(file);
    if (before.size() > limits.fileBytes()) {
      throw new ValidationException(
          ErrorCode.FILE_TOO_BIG,
          Shown.text(fileName)
              + " has "
              + before.size()
              + " bytes; the limit is "
              + limits.fileBytes());
    }
    List<PreparedFile> prepared = read(file, fileName, before);
    if (!FileStamp.of(file).equals(before)) {
      throw growing(fileName);
    }
    return prepared;
  }

  static ValidationException growing(String fileName) {
    return new ValidationException(
        ErrorCode.FILE_GROWING,
        Shown.text(fileName) + " changed while it was read; import it again");
  }

  private static String safeName(Path file) {
    Path last = file.getFileName();
    String fileName = SafeName.normalised(last == null ? "" : last.toString());
    Optional<String> problem = SafeName.problem(fileName);
    if (problem.isPresent()) {
      throw new ConfigurationException(
          ErrorCode.NAME_UNSAFE, Shown.text(fileName) + ": " + problem.get());
    }
    return fileName;
  }

  private List<PreparedFile> read(Path file, String fileName, FileStamp stamp) throws IOException {
    byte[] whole = stamp.size() <= IN_MEMORY_BYTES ? Files.readAllBytes(file) : null;
    try (ByteSource source = whole == null ? ByteSource.of(file) : ByteSource.of(whole)) {
      List<Placement> placements = recognizer.place(fileName, Insides.of(source, limits), request);
      byte[] redacted = redacted(placements, source);
      ByteSource landing = redacted == null ? source : ByteSource.of(redacted);
      String sha256 = Sha256.hex(landing.stream(0, landing.size()));
      List<PreparedFile> prepared = new ArrayList<>();
      for (Placement placement : placements) {
        prepared.add(identify(file, fileName, stamp, placement, landing, redacted, sha256));
      }
      return prepared;
    }
  }

  private static byte @Nullable [] redacted(List<Placement> placements, ByteSource source)
      throws IOException {
    boolean pages =
        placements.stream().allMatch(p -> p.member() == null)
            && placements.stream()
                .anyMatch(p -> p.contract().format().kind() == FileFormat.Kind.JSON)
            && ByteKind.of(source.bytes(0, ByteKind.SNIFFED)) == ByteKind.TEXT;
    if (!pages
        || source.size() > REDACTED_AT_MOST
        || !PagingRedaction.mayHold(source.stream(0, source.size()))) {
      return null;
    }
    byte[] json = source.bytes(0, (int) source.size());
    byte[] safe = PagingRedaction.of(json);
    return safe == json ? null : safe;
  }

  private PreparedFile identify(
      Path file,
      String fileName,
      FileStamp stamp,
      Placement placement,
      ByteSource landing,
      byte @Nullable [] redacted,
      String sha256)
      throws IOException {
    DatasetContract contract = placement.contract();
    AccountFinder.Owner owner = accounts.find(fileName, placement);
    Map<String, String> attributes = attributes(fileName, contract, owner);
    if (redacted != null) {
      attributes.put("redacted", "paging");
    }
    String period =
        request.period() != null ? request.period() : placement.name().period().orElse(null);
    ScanResult scan =
        scanning == Scanning.ALWAYS || needsScan(contract, landing)
            ? new FileScan(contract, limits)
                .scan(
                    landing,
                    new ScanContext(
                        fileName, landedAt, attributes, placement.member(), null, request.period()))
            : null;
    FileShape shape = scan == null ? null : scan.shape();
    String content = scan == null ? null : scan.contentSha256();
    return new PreparedFile(
        file,
        fileName,
        stamp,
        redacted,
        contract,
        owner,
        shape == null || shape.member() == null ? placement.member() : shape.member(),
        sha256,
        content == null ? sha256 : content,
        scan == null ? Map.of() : scan.members(),
        mediaType(fileName, landing),
        scan == null ? null : scan.window(),
        shape == null ? null : shape.evidence(),
        period,
        Map.copyOf(attributes),
        scan);
  }

  /** Whether the identity is not the file's own hash: archives, pages, rows without a year. */
  private static boolean needsScan(DatasetContract contract, ByteSource landing)
      throws IOException {
    return contract.format().kind() != FileFormat.Kind.DELIMITED
        || FileAttributes.dates(contract)
        || ByteKind.of(landing.bytes(0, ByteKind.SNIFFED)) != ByteKind.TEXT
        || contract.columns().stream().anyMatch(c -> c.formats().contains(YearlessDates.FORMAT));
  }

  private Map<String, String> attributes(
      String fileName, DatasetContract contract, AccountFinder.Owner owner) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("account", owner.account().key());
    if (request.extractedAt() != null && FileAttributes.dates(contract)) {
      attributes.put(FileAttributes.OBSERVED_ON, FileAttributes.day(request.extractedAt()));
    }
    String handle = owner.handle();
    if (handle == null && !owner.account().handles().isEmpty()) {
      handle = owner.account().handles().get(0);
    }
    if (handle != null) {
      attributes.put("handle", handle);
    }
    String currency = request.currency() != null ? request.currency() : owner.account().currency();
    if (currency != null) {
      attributes.put("currency", currency);
    }
    for (ColumnContract column : contract.columns()) {
      boolean isCurrency =
          column.origin() == Origin.ATTRIBUTE
              && (column.name().equals("currency") || column.aliases().contains("currency"));
      if (isCurrency && column.required() && currency == null) {
        throw new ConfigurationException(
            ErrorCode.IMPORT_CURRENCY_MISSING,
            Shown.text(fileName)
                + ": account "
                + owner.account().key()
                + " of "
                + contract.source()
                + " has no currency");
      }
    }
    return attributes;
  }

  private static String mediaType(String fileName, ByteSource landing) throws IOException {
    ByteKind kind = ByteKind.of(landing.bytes(0, ByteKind.SNIFFED));
    return switch (kind) {
      case ZIP -> "application/zip";
      case GZIP -> "application/gzip";
      case XLSX -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      case HTML -> "text/html";
      case TEXT ->
          switch (ByteKind.extension(fileName)) {
            case "csv" -> "text/csv";
            case "tsv", "tab" -> "text/tab-separated-values";
            case "json" -> "application/json";
            case "ndjson", "jsonl" -> "application/x-ndjson";
            default -> "text/plain";
          };
      default -> "application/octet-stream";
    };
  }
}
