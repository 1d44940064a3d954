package com.bedrot.lake.extract.source;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a source, each with an installation and a replica of its own. */
public abstract class SourceOnReplica {
  /** LAKE_HOME of the installation. */
  @TempDir protected Path home;

  protected ReplicaLake lake;

  @BeforeEach
  protected final void install() throws IOException {
    lake = new ReplicaLake(home);
  }

  @AfterEach
  protected final void end() {
    lake.close();
  }
}
