package com.bedrot.lake.jobs.table;

import com.bedrot.lake.conf.run.KillPoint;
import io.delta.storage.HadoopFileSystemLogStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delta's log on S3, safe for several writers: a commit file is created by a conditional PUT, and
 * carries its writer's token, so that a writer whose reply got lost finds out that the file is its
 * own. Delta's default for S3 locks within one process only and loses commits of two.
 */
public final class ConditionalLogStore extends HadoopFileSystemLogStore {
  /** The Spark setting that makes Delta use this class. */
  public static final String SETTING = "spark.delta.logStore.s3a.impl";

  static final String TOKEN = "lake-commit-token";
  private static final Logger LOG = LoggerFactory.getLogger(ConditionalLogStore.class);

  public ConditionalLogStore(Configuration hadoop) {
    super(hadoop);
  }

  /**
   * Writes the lines as one object, all or nothing.
   *
   * @throws FileAlreadyExistsException if another writer made the file first
   * @throws IOException if the store failed, or cannot say whether the file was made
   */
  @Override
  public void write(Path path, Iterator<String> lines, Boolean overwrite, Configuration hadoop)
      throws IOException {
    FileSystem store = path.getFileSystem(hadoop);
    if (overwrite) {
      write(store.create(path, true), lines);
      return;
    }
    String token = UUID.randomUUID().toString();
    try {
      write(create(store, path, token), lines);
    } catch (IOException e) {
      acceptOwn(store, path, token, e);
    }
    KillPoint.reach("log-store-after-put");
  }

  private static FSDataOutputStream create(FileSystem store, Path path, String token)
      throws IOException {
    return (FSDataOutputStream)
        store
            .createFile(path)
            .overwrite(false)
            .recursive()
            .must(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true)
            .opt("fs.s3a.create.header." + TOKEN, token)
            .build();
  }

  /** Only close makes the object: lines that cannot be had leave nothing. */
  private static void write(FSDataOutputStream out, Iterator<String> lines) throws IOException {
    boolean complete = false;
    try {
      while (lines.hasNext()) {
        out.write((lines.next() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      complete = true;
    } finally {
      if (!complete) {
        out.abort();
      }
    }
    out.close();
  }

  private static void acceptOwn(FileSystem store, Path path, String token, IOException failure)
      throws IOException {
    Optional<String> found = tokenOf(store, path, failure);
    if (found.isEmpty()) {
      throw failure;
    }
    if (!found.get().equals(token)) {
      FileAlreadyExistsException taken = new FileAlreadyExistsException(path.toString());
      taken.initCause(failure);
      throw taken;
    }
    LOG.warn("the reply to the commit {} was lost, its token says it is ours", path);
  }

  /** The token of the object; empty text where it has none, empty where there is no object. */
  private static Optional<String> tokenOf(FileSystem store, Path path, IOException failure)
      throws IOException {
    try {
      byte[] value = store.getXAttrs(path).get("header." + TOKEN);
      return Optional.of(value == null ? "" : new String(value, StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** A commit file is one object: it is there whole or not at all. */
  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration hadoop) {
    return false;
  }
}
