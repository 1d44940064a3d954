package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * A journal in epochs: {@code <name>/<epoch>/<time>-<sequence>-<random>.ndjson}, one object per
 * append. When an epoch has grown past {@link #MOST_OBJECTS} objects, the next one is opened by a
 * snapshot of everything before it ({@code <name>/<epoch>/snapshot.ndjson}, created once, by
 * whoever is first); older epochs are kept and not read again, except for what a slow writer put
 * there after the snapshot. {@code <name>/current} is a hint that may lag.
 *
 * @param <T> the record of one line
 */
final class NdjsonJournal<T> implements Journal<T> {
  static final int MOST_OBJECTS = 64;
  private static final int FEW_OBJECTS = 16;
  private static final String SUFFIX = ".ndjson";
  private static final String SNAPSHOT = "snapshot.ndjson";
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final ObjectStore store;
  private final String name;
  private final Class<T> type;
  private final UnaryOperator<List<T>> condense;
  private String lastStamp = "";

  /**
   * @param condense what a snapshot keeps of all lines so far
   */
  NdjsonJournal(ObjectStore store, String name, Class<T> type, UnaryOperator<List<T>> condense) {
    this.store = store;
    this.name = name;
    this.type = type;
    this.condense = condense;
  }

  @Override
  public void append(RunContext context, List<T> lines) {
    if (lines.isEmpty()) {
      return;
    }
    int epoch = currentEpoch();
    List<String> keys = objectsOf(epoch);
    byte[] content = encoded(lines);
    String prefix = prefix(epoch);
    while (!store.createIfAbsent(prefix + nextName(context, keys), content)) {
      // taken by another writer of the same millisecond and sequence: the next name is another
    }
    if (keys.size() >= MOST_OBJECTS) {
      openEpoch(epoch + 1);
    }
  }

  @Override
  public List<T> readAll() {
    return read(currentEpoch()).lines();
  }

  String name() {
    return name;
  }

  /** Whether the current epoch has grown past a few objects. */
  boolean isLong() {
    return objectsOf(currentEpoch()).size() > FEW_OBJECTS;
  }

  /** Opens the next epoch now. */
  void compact() {
    openEpoch(currentEpoch() + 1);
  }

  /** Every line ever appended, those a snapshot has left out too. Slow: reads every object. */
  List<T> readEverything() {
    List<T> all = new ArrayList<>();
    int last = currentEpoch();
    for (int epoch = 1; epoch <= last; epoch++) {
      for (String key : objectsOf(epoch)) {
        all.addAll(decoded(key, 0));
      }
    }
    return all;
  }

  private Contents<T> read(int epoch) {
    List<T> lines = new ArrayList<>();
    if (epoch > 1) {
      String snapshot = prefix(epoch) + SNAPSHOT;
      lines.addAll(decoded(snapshot, 1));
      Set<String> covered = covered(snapshot);
      for (String key : objectsOf(epoch - 1)) {
        if (!covered.contains(key)) {
          lines.addAll(decoded(key, 0));
        }
      }
    }
    List<String> keys = objectsOf(epoch);
    for (String key : keys) {
      lines.addAll(decoded(key, 0));
    }
    return new Contents<>(lines, keys);
  }

  /** What an epoch holds with everything before it, and its own objects. */
  private record Contents<T>(List<T> lines, List<String> keys) {}

  private void openEpoch(int next) {
    Contents<T> before = read(next - 1);
    List<T> kept = condense.apply(before.lines());
    byte[] header = (LakeJson.line(before.keys()) + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] body = encoded(kept);
    byte[] all = new byte[header.length + body.length];
    System.arraycopy(header, 0, all, 0, header.length);
    System.arraycopy(body, 0, all, header.length, body.length);
    store.createIfAbsent(prefix(next) + SNAPSHOT, all);
    store.put(name + "/current", Integer.toString(next).getBytes(StandardCharsets.UTF_8));
  }

  private int currentEpoch() {
    int epoch = hint();
    while (store.head(prefix(epoch + 1) + SNAPSHOT).isPresent()) {
      epoch++;
    }
    return epoch;
  }

  private int hint() {
    try {
      String text = new String(store.get(name + "/current"), StandardCharsets.UTF_8);
      return Math.max(1, Integer.parseInt(text.trim()));
    } catch (NoSuchElementException | NumberFormatException e) {
      return 1;
    }
  }

  private List<String> objectsOf(int epoch) {
    String prefix = prefix(epoch);
    return store.list(prefix).stream()
        .map(ObjectInfo::key)
        .filter(key -> key.endsWith(SUFFIX) && !key.endsWith("/" + SNAPSHOT))
        .toList();
  }

  private String prefix(int epoch) {
    return String.format(Locale.ROOT, "%s/%06d/", name, epoch);
  }

  /** Never sorts before a name that is there already, whatever the clocks say. */
  private synchronized String nextName(RunContext context, List<String> keys) {
    String stamp = String.format(Locale.ROOT, "%015d", context.now().toEpochMilli());
    if (!keys.isEmpty()) {
      String last = keys.get(keys.size() - 1);
      String lastName = last.substring(last.lastIndexOf('/') + 1);
      stamp = later(stamp, lastName.substring(0, lastName.indexOf('-')));
    }
    stamp = later(stamp, lastStamp);
    if (!keys.isEmpty() && keys.get(keys.size() - 1).contains("/" + stamp + "-")) {
      stamp = String.format(Locale.ROOT, "%015d", Long.parseLong(stamp) + 1);
    }
    lastStamp = stamp;
    String random = UUID.randomUUID().toString().substring(0, 8);
    return String.format(
        Locale.ROOT, "%s-%06d-%s.ndjson", stamp, SEQUENCE.incrementAndGet(), random);
  }

  private static String later(String a, String b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private byte[] encoded(List<T> lines) {
    StringBuilder text = new StringBuilder();
    for (T line : lines) {
      text.append(LakeJson.line(line)).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<T> decoded(String key, int skippedLines) {
    List<T> lines = new ArrayList<>();
    ObjectReader reader = LakeJson.reader(type);
    byte[] content = store.get(key);
    int number = 0;
    for (int start = 0; start < content.length; ) {
      int end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      number++;
      if (number > skippedLines && end > start) {
        lines.add(line(reader, key + " line " + number, content, start, end));
      }
      start = end + 1;
    }
    return lines;
  }

  private T line(ObjectReader reader, String where, byte[] content, int start, int end) {
    try {
      return type.cast(reader.readValue(content, start, end - start));
    } catch (IOException e) {
      throw LedgerErrors.unreadable(where, type.getSimpleName(), e);
    }
  }

  private Set<String> covered(String snapshot) {
    String text = new String(store.get(snapshot), StandardCharsets.UTF_8);
    String header = text.substring(0, text.indexOf('\n'));
    return new LinkedHashSet<>(List.of(LakeJson.read(header, String[].class)));
  }
}
