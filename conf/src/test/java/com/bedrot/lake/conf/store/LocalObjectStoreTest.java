package com.bedrot.lake.conf.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends ObjectStoreContract {
  @TempDir Path folder;

  @Override
  ObjectStore store() {
    return new LocalObjectStore(folder.resolve("zone"));
  }

  @Test
  void makesNoFolderBeforeTheFirstObject() {
    List<String> prepared = new ArrayList<>();
    ObjectStore store = new LocalObjectStore(folder.resolve("later"), () -> prepared.add("now"));

    store.list("");
    store.head("x");
    assertThat(prepared).isEmpty();
    assertThat(folder.resolve("later")).doesNotExist();

    store.put("x", bytes("x"));
    assertThat(prepared).containsExactly("now");
  }

  @Test
  void leavesNothingBesideTheObjects() throws IOException {
    ObjectStore store = store();
    store.createIfAbsent("a", bytes("1"));
    store.createIfAbsent("a", bytes("2"));
    store.put("a", bytes("3"));

    try (var all = Files.list(folder.resolve("zone"))) {
      assertThat(all.map(p -> p.getFileName().toString())).containsExactly("a");
    }
  }

  @Test
  void neverShowsHalfAnObject() throws Exception {
    ObjectStore store = store();
    byte[] content = new byte[4 << 20];
    AtomicBoolean half = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                for (ObjectInfo seen : store.list("big/")) {
                  if (seen.bytes() != content.length) {
                    half.set(true);
                  }
                }
              }
            });
    reader.start();
    for (int i = 0; i < 10; i++) {
      store.createIfAbsent("big/" + i, content);
    }
    done.set(true);
    reader.join();

    assertThat(half).isFalse();
  }

  @Test
  void namesItsObjectsAsLocalFiles() {
    ObjectStore store = store();

    assertThat(store.localPath("a/b")).contains(folder.resolve("zone/a/b"));
    assertThat(store.uri("a/b")).isEqualTo(URI.create("file://" + folder + "/zone/a/b"));
  }

  @Test
  void tellsAFullDiskFromOtherTroubles() {
    IOException full = new FileSystemException("/x", null, "No space left on device");
    IOException other = new FileSystemException("/x", null, "Input/output error");

    assertThat(StoreErrors.local("write", "/x", full))
        .hasMessage("cannot write /x: FileSystemException /x: No space left on device")
        .extracting("code")
        .isEqualTo(ErrorCode.STORE_FULL);
    assertThat(StoreErrors.local("write", "/x", other).code())
        .isEqualTo(ErrorCode.STORE_UNREACHABLE);
  }
}
