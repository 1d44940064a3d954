package com.bedrot.lake.conf.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.store.LocalObjectStore;
import com.bedrot.lake.conf.store.ObjectStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredOpsTest extends OpsContract {
  @TempDir Path folder;

  @Override
  ObjectStore emptyStore() {
    return new LocalObjectStore(folder.resolve("ops"));
  }

  @Test
  void readingMakesNoFolder() {
    assertThat(new StoredOps(emptyStore()).ledger().entries()).isEmpty();
    assertThat(folder.resolve("ops")).doesNotExist();
  }
}
