package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.store.S3Server;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("store-suite")
class S3ProxyLeaseIT extends LeaseContract {
  private static S3Server server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server = S3Server.start(folder.resolve("buckets"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  ObjectStore emptyStore() {
    return server.emptyStore();
  }
}
