package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The last entry of every file in memory, written through to the journal. Thread-safe. */
final class MemoryLedger implements Ledger {
  private final NdjsonJournal<LedgerEntry> journal;
  private final Map<String, LedgerEntry> byId = new LinkedHashMap<>();
  private final Map<Content, List<String>> byContent = new LinkedHashMap<>();

  /** What makes two files the same content. */
  private record Content(
      String source, String dataset, String account, String sha256, String window) {
    static Content of(LedgerEntry entry) {
      return new Content(
          entry.source(),
          entry.dataset(),
          entry.account(),
          entry.contentSha256(),
          Objects.requireNonNullElse(entry.window(), ""));
    }
  }

  MemoryLedger(NdjsonJournal<LedgerEntry> journal) {
    this.journal = journal;
    journal.readAll().forEach(this::remember);
  }

  /** The last entry of every file, in the order the files were first seen. */
  static List<LedgerEntry> lastOfEach(List<LedgerEntry> lines) {
    Map<String, LedgerEntry> last = new LinkedHashMap<>();
    lines.forEach(line -> last.put(line.fileId(), line));
    return List.copyOf(last.values());
  }

  @Override
  public synchronized List<LedgerEntry> entries() {
    return List.copyOf(byId.values());
  }

  @Override
  public synchronized Optional<LedgerEntry> find(String fileId) {
    return Optional.ofNullable(byId.get(fileId));
  }

  @Override
  public synchronized Optional<LedgerEntry> sameContent(
      String source, String dataset, String account, String contentSha256, String windowOrEmpty) {
    Content content = new Content(source, dataset, account, contentSha256, windowOrEmpty);
    return byContent.getOrDefault(content, List.of()).stream()
        .map(byId::get)
        .filter(entry -> entry != null && entry.state().blocksDuplicates())
        .findFirst();
  }

  @Override
  public synchronized List<LedgerEntry> of(String datasetKey, FileState... states) {
    List<FileState> wanted = Arrays.asList(states);
    return byId.values().stream()
        .filter(e -> e.datasetKey().equals(datasetKey) && wanted.contains(e.state()))
        .toList();
  }

  @Override
  public List<LedgerEntry> history(String fileId) {
    return journal.readEverything().stream().filter(e -> e.fileId().equals(fileId)).toList();
  }

  @Override
  public synchronized void record(RunContext context, List<LedgerEntry> changed) {
    journal.append(context, changed);
    changed.forEach(this::remember);
  }

  private void remember(LedgerEntry entry) {
    LedgerEntry before = byId.put(entry.fileId(), entry);
    Content content = Content.of(entry);
    if (before != null && !Content.of(before).equals(content)) {
      byContent.getOrDefault(Content.of(before), new ArrayList<>()).remove(entry.fileId());
    }
    List<String> ids = byContent.computeIfAbsent(content, c -> new ArrayList<>(1));
    if (!ids.contains(entry.fileId())) {
      ids.add(entry.fileId());
    }
  }
}
