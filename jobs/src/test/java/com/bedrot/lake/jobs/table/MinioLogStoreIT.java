package com.bedrot.lake.jobs.table;

import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.store.FaultProxy;
import com.bedrot.lake.conf.store.MinioServer;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** With the keys of the role that writes the tables. */
@Tag("store-suite")
@RequiresTool(Tool.MINIO)
class MinioLogStoreIT extends LogStoreContract {
  private static FaultProxy proxy;

  @BeforeAll
  static void start() throws IOException {
    proxy = FaultProxy.before(MinioServer.shared().port());
  }

  @AfterAll
  static void stop() {
    proxy.close();
  }

  @Override
  String bucket(Way way) {
    return switch (way) {
      case DIRECT -> "lake-staging";
      case LOSING -> "lake-curated";
      case LOSING_ONCE -> "lake-sandbox";
    };
  }

  @Override
  LakeSettings.Store store() {
    return MinioServer.shared().settings(StoreRole.JOBS);
  }

  @Override
  FaultProxy proxy() {
    return proxy;
  }
}
