package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.ledger.Manifest;
import com.bedrot.lake.conf.run.KillPoint;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.conf.zone.LandingName;
import com.bedrot.lake.conf.zone.Zone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes a landing drop: the files' exact bytes, then the manifest, then the announcement in the
 * inbox. Killed anywhere, nothing is half-visible: bytes without a manifest are not data, and a
 * manifest without an announcement is adopted by maintenance.
 */
public final class LandingWriter {
  private static final int THREADS = 8;

  private final Lake lake;
  private final RunContext context;

  public LandingWriter(Lake lake, RunContext context) {
    this.lake = lake;
    this.context = context;
  }

  /** Bytes to land under a name: those of a local file, or given ones. */
  public sealed interface Payload {
    /** Name in the drop. */
    String name();

    /** The file's bytes as they are. */
    record FromFile(String name, Path file) implements Payload {}

    /** Bytes made or changed on the way. */
    record FromBytes(String name, byte[] content) implements Payload {}
  }

  /** Decides after the bytes are written which files the manifest names. */
  @FunctionalInterface
  public interface Sealing {
    /** The manifest of the drop; one without files is not written. */
    Manifest seal();
  }

  /**
   * Writes the drop whole.
   *
   * @param drop its place; the file of the name is ignored
   * @return the manifest as written, without files where the drop was given up
   * @throws ConnectionException where the store does not take it
   */
  public Manifest write(LandingName drop, List<? extends Payload> payloads, Sealing sealing) {
    writeAll(drop, payloads);
    KillPoint.reach("import.bytes-written");
    Manifest manifest = sealing.seal();
    if (manifest.files().isEmpty()) {
      return manifest;
    }
    ObjectStore landing = lake.store(Zone.LANDING);
    byte[] json = LakeJson.pretty(manifest).getBytes(StandardCharsets.UTF_8);
    if (!landing.createIfAbsent(drop.manifestKey(), json)) {
      throw new ConnectionException(
          ErrorCode.STORE_DENIED, "landing drop " + drop.drop() + " exists already");
    }
    KillPoint.reach("import.manifest-written");
    lake.ops()
        .announce(
            context,
            drop.drop(),
            manifest.files().stream().map(Manifest.ManifestFile::fileId).toList());
    KillPoint.reach("import.announced");
    return manifest;
  }

  private void writeAll(LandingName drop, List<? extends Payload> payloads) {
    if (payloads.size() == 1) {
      write(drop, payloads.get(0));
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, payloads.size()));
    try {
      List<Future<?>> written = new ArrayList<>();
      for (Payload payload : payloads) {
        written.add(threads.submit(() -> write(drop, payload)));
      }
      for (Future<?> one : written) {
        one.get();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new LakeException(ErrorCode.INTERRUPTED, "interrupted while landing", stop);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void write(LandingName drop, Payload payload) {
    ObjectStore landing = lake.store(Zone.LANDING);
    String key = drop.withFile(payload.name()).key();
    boolean created =
        payload instanceof Payload.FromFile file
            ? landing.createIfAbsent(key, file.file())
            : landing.createIfAbsent(key, ((Payload.FromBytes) payload).content());
    if (!created) {
      throw new ConnectionException(
          ErrorCode.STORE_DENIED, "landing object " + key + " exists already");
    }
    KillPoint.reach("import.file-written");
  }
}
