package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.extract.TempFolder;
import com.bedrot.lake.extract.session.PrivateFiles;
import com.bedrot.lake.extract.session.SourceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code LAKE_HOME/failures/<run>/<source>.<account>-<n>}: what a failure left, for seven days. */
final class FailureFolder {
  private static final Logger LOG = LoggerFactory.getLogger(FailureFolder.class);
  private static final Duration KEPT = Duration.ofDays(7);

  private final Path root;
  private final RunContext run;
  private final SourceAccount account;
  private int failures;

  FailureFolder(Path home, RunContext run, SourceAccount account) {
    this.root = home.resolve("failures");
    this.run = run;
    this.account = account;
  }

  /** A new folder for one failure. */
  Path next() throws IOException {
    PrivateFiles.folder(root);
    Path ofRun = PrivateFiles.folder(root.resolve(run.run().value()));
    failures++;
    return PrivateFiles.folder(ofRun.resolve(account + "-" + failures));
  }

  /** Removes what is older than seven days. */
  void removeOld() {
    if (Files.notExists(root)) {
      return;
    }
    Instant oldest = run.now().minus(KEPT);
    try (Stream<Path> runs = Files.list(root)) {
      List<Path> all = runs.toList();
      for (Path folder : all) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(oldest)) {
          new TempFolder(folder).close();
        }
      }
    } catch (IOException e) {
      LOG.warn("old failures stay in {}: {}", root, e.getClass().getSimpleName());
    }
  }
}
