package com.bedrot.lake.jobs.table;

import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.store.FaultProxy;
import com.bedrot.lake.conf.store.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ConditionalLogStoreIT extends LogStoreContract {
  private static S3Server server;
  private static FaultProxy proxy;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    server = S3Server.start(folder.resolve("s3"));
    proxy = FaultProxy.before(server.port());
    for (Way way : Way.values()) {
      server.createBucket(name(way));
    }
  }

  @AfterAll
  static void stop() {
    proxy.close();
    server.close();
  }

  @Override
  String bucket(Way way) {
    return name(way);
  }

  @Override
  LakeSettings.Store store() {
    return server.settings();
  }

  @Override
  FaultProxy proxy() {
    return proxy;
  }

  private static String name(Way way) {
    return "s3proxy-" + way.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
