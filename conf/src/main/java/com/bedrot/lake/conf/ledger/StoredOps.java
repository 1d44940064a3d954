package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The ops zone's small objects in an object store. Opening it reads and creates nothing. */
public final class StoredOps implements Ops {
  private static final String INBOX = "inbox/";
  private static final String PUBLICATIONS = "publications/";
  private static final String STATE = "state/";

  private final ObjectStore store;
  private final NdjsonJournal<LedgerEntry> files;
  private final NdjsonJournal<StepRecord> runs;
  private final NdjsonJournal<Hold> holds;
  private final NdjsonJournal<Fetch> fetches;

  public StoredOps(ObjectStore store) {
    this.store = store;
    this.files = new NdjsonJournal<>(store, "ledger", LedgerEntry.class, MemoryLedger::lastOfEach);
    this.runs = new NdjsonJournal<>(store, "runs", StepRecord.class, UnaryOperator.identity());
    this.holds = new NdjsonJournal<>(store, "holds", Hold.class, UnaryOperator.identity());
    this.fetches = new NdjsonJournal<>(store, "fetches", Fetch.class, UnaryOperator.identity());
  }

  @Override
  public ObjectStore store() {
    return store;
  }

  @Override
  public Ledger ledger() {
    return new MemoryLedger(files);
  }

  @Override
  public Journal<StepRecord> runs() {
    return runs;
  }

  @Override
  public Journal<Hold> holds() {
    return holds;
  }

  @Override
  public Journal<Fetch> fetches() {
    return fetches;
  }

  @Override
  public <T> Journal<T> journal(String name, Class<T> type) {
    return new NdjsonJournal<>(store, name, type, UnaryOperator.identity());
  }

  @Override
  public List<Hold> currentHolds() {
    Map<String, Hold> last = new LinkedHashMap<>();
    holds.readAll().forEach(hold -> last.put(hold.id(), hold));
    return List.copyOf(last.values());
  }

  @Override
  public List<InboxEntry> inbox() {
    return store.list(INBOX).stream()
        .map(ObjectInfo::key)
        .flatMap(k -> inboxEntry(k).stream())
        .toList();
  }

  @Override
  public void announce(RunContext context, String drop, List<String> fileIds) {
    String random = UUID.randomUUID().toString().substring(0, 8);
    String key =
        String.format(
            Locale.ROOT,
            "%s%015d-%s-%s.json",
            INBOX,
            context.now().toEpochMilli(),
            context.run(),
            random);
    store.createIfAbsent(key, bytes(LakeJson.line(new InboxEntry(key, drop, fileIds))));
  }

  @Override
  public void retire(InboxEntry entry) {
    store.delete(entry.key());
  }

  @Override
  public Optional<Publication> lastPublication() {
    List<ObjectInfo> found = store.list(PUBLICATIONS);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(read(found.get(found.size() - 1).key(), Publication.class));
  }

  @Override
  public List<Publication> publications() {
    return store.list(PUBLICATIONS).stream()
        .map(found -> read(found.key(), Publication.class))
        .toList();
  }

  @Override
  public void publish(Publication publication) {
    byte[] content = bytes(LakeJson.pretty(publication));
    int next = store.list(PUBLICATIONS).size() + 1;
    String key = String.format(Locale.ROOT, "%s%08d.json", PUBLICATIONS, next);
    if (!store.createIfAbsent(key, content)) {
      throw LedgerErrors.taken(key);
    }
  }

  @Override
  public Optional<String> state(String name) {
    try {
      return Optional.of(new String(store.get(stateKey(name)), StandardCharsets.UTF_8));
    } catch (NoSuchElementException e) {
      return Optional.empty();
    }
  }

  @Override
  public void putState(String name, String json) {
    store.put(stateKey(name), bytes(json));
  }

  @Override
  public List<String> longJournals() {
    return Stream.of(files, runs, holds, fetches)
        .filter(NdjsonJournal::isLong)
        .map(NdjsonJournal::name)
        .toList();
  }

  @Override
  public void compact(String journal) {
    Stream.of(files, runs, holds, fetches)
        .filter(known -> known.name().equals(journal))
        .forEach(NdjsonJournal::compact);
  }

  private Optional<InboxEntry> inboxEntry(String key) {
    try {
      return Optional.of(read(key, InboxEntry.class));
    } catch (NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private <T> T read(String key, Class<T> type) {
    try {
      return LakeJson.read(store.get(key), type);
    } catch (UncheckedIOException e) {
      throw LedgerErrors.unreadable(key, type.getSimpleName(), e);
    }
  }

  private static String stateKey(String name) {
    return STATE + name + ".json";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
