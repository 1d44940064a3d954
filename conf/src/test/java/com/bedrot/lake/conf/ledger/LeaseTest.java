package com.bedrot.lake.conf.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.store.LocalObjectStore;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest extends LeaseContract {
  @TempDir Path folder;

  @Override
  ObjectStore emptyStore() {
    return new LocalObjectStore(folder);
  }

  @Test
  void theLeaseOfAnotherMachineExpiresByTheStoresClock() throws IOException {
    Lease silent = Lease.acquire(ops, FIRST, EXPIRY, ELSEWHERE);
    assertThatThrownBy(() -> Lease.acquire(ops, SECOND, EXPIRY)).isInstanceOf(LakeException.class);

    for (ObjectInfo object : ops.store().list("state/lease/")) {
      Path file = ops.store().localPath(object.key()).orElseThrow();
      FileTime old = FileTime.from(object.modified().minus(EXPIRY).minusSeconds(1));
      Files.setLastModifiedTime(file, old);
    }
    try (Lease next = Lease.acquire(ops, SECOND, EXPIRY)) {
      next.check();
      assertThatThrownBy(silent::check).isInstanceOf(LakeException.class);
    } finally {
      silent.close();
    }
  }
}
