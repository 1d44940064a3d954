package com.bedrot.lake.jobs.staging;

import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of two files of one account is newer, by the contract's {@code newestBy}. A file that lacks
 * a key sorts before one that has it; the landing time and the file id end every tie, so that the
 * order is total.
 */
final class FileOrder implements Comparator<LedgerEntry> {
  private static final long LAST_EPOCH_SECOND_OF_A_CENTURY = 99_999_999_999L;

  private final Comparator<LedgerEntry> comparator;

  FileOrder(DatasetContract dataset) {
    List<Pattern> patterns = dataset.filePatterns().stream().map(Pattern::compile).toList();
    Comparator<LedgerEntry> order = (a, b) -> 0;
    for (String key : dataset.history().newestBy()) {
      order = order.thenComparing(entry -> sortKey(entry, key, patterns));
    }
    comparator = order.thenComparing(LedgerEntry::landedAt).thenComparing(LedgerEntry::fileId);
  }

  @Override
  public int compare(LedgerEntry a, LedgerEntry b) {
    return comparator.compare(a, b);
  }

  private static String sortKey(LedgerEntry entry, String key, List<Pattern> patterns) {
    if (key.startsWith("content:")) {
      return entry.shape() == null || entry.shape().asOf() == null ? "" : entry.shape().asOf();
    }
    return switch (key) {
      case "name" -> timeInName(entry.fileName(), patterns).map(Instant::toString).orElse("");
      case "extracted_at" -> entry.extractedAt() == null ? "" : entry.extractedAt().toString();
      case "landed_at" -> entry.landedAt().toString();
      default -> throw new IllegalArgumentException("unknown newestBy key: " + key);
    };
  }

  private static Optional<Instant> timeInName(String name, List<Pattern> patterns) {
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(name);
      if (pattern.pattern().contains("(?<epoch>")
          && matcher.find()
          && matcher.group("epoch") != null) {
        long epoch = Long.parseLong(matcher.group("epoch"));
        return Optional.of(
            epoch > LAST_EPOCH_SECOND_OF_A_CENTURY
                ? Instant.ofEpochMilli(epoch)
                : Instant.ofEpochSecond(epoch));
      }
    }
    return Optional.empty();
  }
}
