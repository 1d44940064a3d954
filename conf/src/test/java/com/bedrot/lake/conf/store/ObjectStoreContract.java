package com.bedrot.lake.conf.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every object store must do. */
abstract class ObjectStoreContract {
  @TempDir Path files;

  /** An empty store. */
  abstract ObjectStore store();

  @Test
  void createsAnObjectOnceAndLeavesTheFirstAsItIs() {
    ObjectStore store = store();

    assertThat(store.createIfAbsent("a/b.txt", bytes("first"))).isTrue();
    assertThat(store.createIfAbsent("a/b.txt", bytes("second"))).isFalse();

    assertThat(text(store.get("a/b.txt"))).isEqualTo("first");
  }

  @Test
  void createsAnObjectFromAFileOnce() throws IOException {
    ObjectStore store = store();
    Path file = Files.writeString(files.resolve("content"), "from a file");

    assertThat(store.createIfAbsent("raw/x.csv", file)).isTrue();
    Files.writeString(file, "changed");
    assertThat(store.createIfAbsent("raw/x.csv", file)).isFalse();

    assertThat(text(store.get("raw/x.csv"))).isEqualTo("from a file");
  }

  @Test
  void keepsEveryByteOfALargeFile() throws IOException {
    ObjectStore store = store();
    byte[] content = new byte[3 * (1 << 20) + 17];
    new Random(1).nextBytes(content);
    Path file = Files.write(files.resolve("large"), content);

    assertThat(store.createIfAbsent("large.bin", file)).isTrue();

    assertThat(store.get("large.bin")).isEqualTo(content);
    assertThat(store.head("large.bin").orElseThrow().bytes()).isEqualTo(content.length);
  }

  @Test
  void keepsAnEmptyObject() {
    ObjectStore store = store();

    assertThat(store.createIfAbsent("empty", new byte[0])).isTrue();

    assertThat(store.get("empty")).isEmpty();
    assertThat(store.createIfAbsent("empty", bytes("x"))).isFalse();
  }

  @Test
  void putReplaces() {
    ObjectStore store = store();

    store.put("state/x.json", bytes("1"));
    store.put("state/x.json", bytes("22"));

    assertThat(text(store.get("state/x.json"))).isEqualTo("22");
  }

  @Test
  void opensAStreamAtAnOffset() throws IOException {
    ObjectStore store = store();
    store.put("digits", bytes("0123456789"));

    assertThat(read(store, "digits", 0)).isEqualTo("0123456789");
    assertThat(read(store, "digits", 7)).isEqualTo("789");
    assertThat(read(store, "digits", 10)).isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    ObjectStore store = store();

    assertThat(store.head("none")).isEmpty();
    assertThatThrownBy(() -> store.get("none")).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> store.open("none", 0)).isInstanceOf(NoSuchElementException.class);
    store.delete("none");
  }

  @Test
  void listsByPrefixInOrderOfKeys() {
    ObjectStore store = store();
    for (String key : List.of("a/2", "a/10", "ab/1", "b/1", "a/sub/x y+ä.txt")) {
      store.put(key, bytes(key));
    }

    assertThat(store.list("a/"))
        .extracting(ObjectInfo::key)
        .containsExactly("a/10", "a/2", "a/sub/x y+ä.txt");
    assertThat(store.list("a")).extracting(ObjectInfo::key).contains("ab/1").hasSize(4);
    assertThat(store.list("a/1")).extracting(ObjectInfo::key).containsExactly("a/10");
    assertThat(store.list("")).hasSize(5);
    assertThat(store.list("none/")).isEmpty();
    assertThat(text(store.get("a/sub/x y+ä.txt"))).isEqualTo("a/sub/x y+ä.txt");
  }

  @Test
  void listsMoreThanAPage() {
    ObjectStore store = store();
    IntStream.range(0, 1005)
        .parallel()
        .forEach(i -> store.put(String.format("page/%04d", i), new byte[0]));

    assertThat(store.list("page/")).hasSize(1005);
  }

  @Test
  void tellsTheTimeOfTheLastChange() {
    ObjectStore store = store();
    store.put("x", bytes("x"));

    assertThat(store.head("x").orElseThrow().modified())
        .isBetween(Instant.EPOCH.plusSeconds(1), Instant.MAX);
  }

  @Test
  void deletes() {
    ObjectStore store = store();
    store.put("x", bytes("x"));

    store.delete("x");

    assertThat(store.head("x")).isEmpty();
    assertThat(store.createIfAbsent("x", bytes("again"))).isTrue();
  }

  @Test
  void refusesUnsafeKeys() {
    ObjectStore store = store();
    for (String key : List.of("", "/a", "a//b", "../a", "a/../b", "a/./b", "a/", "a\\b", "a\nb")) {
      assertThatThrownBy(() -> store.put(key, new byte[0]))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void exactlyOneOfEightWritersCreatesEachKey() throws Exception {
    ObjectStore store = store();
    ExecutorService writers = Executors.newFixedThreadPool(8);
    try {
      for (int key = 0; key < 20; key++) {
        assertOneWinner(store, writers, "race/" + key);
      }
    } finally {
      writers.shutdownNow();
      assertThat(writers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void assertOneWinner(ObjectStore store, ExecutorService writers, String key)
      throws Exception {
    List<Future<Boolean>> outcomes = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      byte[] content = bytes("writer " + writer);
      outcomes.add(writers.submit(() -> store.createIfAbsent(key, content)));
    }
    List<String> winners = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      if (outcomes.get(writer).get()) {
        winners.add("writer " + writer);
      }
    }
    assertThat(winners).containsExactly(text(store.get(key)));
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static String read(ObjectStore store, String key, long offset) throws IOException {
    try (InputStream in = store.open(key, offset)) {
      return text(in.readAllBytes());
    }
  }
}
