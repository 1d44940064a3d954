package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.store.MinioServer;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.conf.zone.Zone;
import org.junit.jupiter.api.Tag;

/** With the keys of the role that writes the ops zone. */
@Tag("store-suite")
@RequiresTool(Tool.MINIO)
class MinioLeaseIT extends LeaseContract {
  @Override
  ObjectStore emptyStore() {
    return MinioServer.shared().emptyStore(StoreRole.JOBS, Zone.OPS);
  }
}
