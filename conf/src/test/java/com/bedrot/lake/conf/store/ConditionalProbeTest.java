package com.bedrot.lake.conf.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionalProbeTest {
  @TempDir private Path folder;

  @Test
  void localDisksPassAndAreLeftAsTheyWere() {
    ObjectStore store = new LocalObjectStore(folder.resolve("ops"));

    assertThatCode(() -> ConditionalProbe.requireAtomic(store)).doesNotThrowAnyException();

    assertThat(store.list("")).isEmpty();
  }

  @Test
  void objectStoresWithAtomicConditionsPass() {
    try (S3Server server = S3Server.start(folder.resolve("buckets"))) {
      server.createBucket("ops");
      ObjectStore store = ObjectStores.open(URI.create("s3a://ops"), server.settings());

      assertThatCode(() -> ConditionalProbe.requireAtomic(store)).doesNotThrowAnyException();

      assertThat(store.list("")).isEmpty();
    }
  }

  @Test
  void storesThatLetEveryWriterCreateAreRefused() {
    ObjectStore store = new Unconditional(new LocalObjectStore(folder.resolve("ops")));

    assertThatThrownBy(() -> ConditionalProbe.requireAtomic(store))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_NOT_CONDITIONAL))
        .hasMessageMatching("6 of 6 writers created file:/.*/ops/probe/.*/0");
    assertThat(store.list("")).isEmpty();
  }

  /** A store that ignores the condition, as some servers do. */
  private record Unconditional(ObjectStore store) implements ObjectStore {
    @Override
    public boolean createIfAbsent(String key, byte[] content) {
      store.put(key, content);
      return true;
    }

    @Override
    public boolean createIfAbsent(String key, Path content) {
      throw new UnsupportedOperationException(key);
    }

    @Override
    public void put(String key, byte[] content) {
      store.put(key, content);
    }

    @Override
    public byte[] get(String key) {
      return store.get(key);
    }

    @Override
    public InputStream open(String key, long offset) {
      return store.open(key, offset);
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
      return store.head(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
      return store.list(prefix);
    }

    @Override
    public void delete(String key) {
      store.delete(key);
    }

    @Override
    public URI uri(String key) {
      return store.uri(key);
    }

    @Override
    public Optional<Path> localPath(String key) {
      return store.localPath(key);
    }
  }
}
