package com.bedrot.lake.conf.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects as files under one folder. An object is written and synced under a hidden name, then
 * linked to its own: a reader sees the whole object or none, and a link never replaces. File and
 * folder are synced, so that an object that was reported created survives a power cut.
 */
public final class LocalObjectStore implements ObjectStore {
  private static final String HIDDEN = ".lake-";
  private static final int COPY_BYTES = 8 << 20;

  private final Path root;
  private final Runnable beforeWrite;
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();

  /** A store under {@code root}, which is created with its first object. */
  public LocalObjectStore(Path root) {
    this(root, () -> {});
  }

  /**
   * As {@link #LocalObjectStore(Path)}.
   *
   * @param beforeWrite runs before a folder is made
   */
  public LocalObjectStore(Path root, Runnable beforeWrite) {
    this.root = root.toAbsolutePath().normalize();
    this.beforeWrite = beforeWrite;
  }

  @Override
  public boolean createIfAbsent(String key, byte[] content) {
    Path target = path(key);
    return Files.exists(target)
        ? false
        : create(target, out -> write(out, ByteBuffer.wrap(content)));
  }

  @Override
  public boolean createIfAbsent(String key, Path content) {
    Path target = path(key);
    return Files.exists(target) ? false : create(target, out -> copy(content, out));
  }

  @Override
  public void put(String key, byte[] content) {
    Path target = path(key);
    try {
      Path hidden = written(target, out -> write(out, ByteBuffer.wrap(content)));
      try {
        Files.move(
            hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(hidden);
      }
      syncFolder(folderOf(target));
    } catch (IOException e) {
      throw StoreErrors.local("write", target.toString(), e);
    }
  }

  @Override
  public byte[] get(String key) {
    Path file = path(key);
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw StoreErrors.absent(file.toString());
    } catch (IOException e) {
      throw StoreErrors.local("read", file.toString(), e);
    }
  }

  @Override
  public InputStream open(String key, long offset) {
    Path file = path(key);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return Channels.newInputStream(channel.position(offset));
    } catch (NoSuchFileException e) {
      throw StoreErrors.absent(file.toString());
    } catch (IOException e) {
      throw StoreErrors.local("read", file.toString(), e);
    }
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    Path file = path(key);
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.isRegularFile() ? Optional.of(info(file, found)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw StoreErrors.local("look up", file.toString(), e);
    }
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    ObjectKeys.checkedPrefix(prefix);
    Path start = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    List<ObjectInfo> found = new ArrayList<>();
    if (!Files.isDirectory(start)) {
      return found;
    }
    try {
      Files.walkFileTree(start, new Collector(prefix, found));
    } catch (IOException e) {
      throw StoreErrors.local("list", start.toString(), e);
    }
    found.sort(Comparator.comparing(ObjectInfo::key));
    return found;
  }

  @Override
  public void delete(String key) {
    Path file = path(key);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw StoreErrors.local("delete", file.toString(), e);
    }
  }

  @Override
  public URI uri(String key) {
    return URI.create("file://" + path(key).toUri().getRawPath());
  }

  @Override
  public Optional<Path> localPath(String key) {
    return Optional.of(path(key));
  }

  private boolean create(Path target, Content content) {
    try {
      Path hidden = written(target, content);
      try {
        Files.createLink(target, hidden);
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.deleteIfExists(hidden);
      }
      syncFolder(folderOf(target));
      return true;
    } catch (IOException e) {
      throw StoreErrors.local("create", target.toString(), e);
    }
  }

  private Path written(Path target, Content content) throws IOException {
    Path folder = folderOf(target);
    ensureFolder(folder);
    Path hidden = folder.resolve(HIDDEN + UUID.randomUUID() + ".tmp");
    try (FileChannel out =
        FileChannel.open(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(out);
      out.force(true);
      return hidden;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(hidden);
      throw e;
    }
  }

  private void ensureFolder(Path folder) throws IOException {
    if (folders.contains(folder) && Files.isDirectory(folder)) {
      return;
    }
    beforeWrite.run();
    Deque<Path> missing = new ArrayDeque<>();
    for (Path p = folder; p != null && !Files.isDirectory(p); p = p.getParent()) {
      missing.push(p);
    }
    Files.createDirectories(folder);
    for (Path made : missing) {
      syncFolder(folderOf(made));
    }
    folders.add(folder);
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static void copy(Path from, FileChannel out) throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
      long size = in.size();
      for (long at = 0; at < size; ) {
        long moved = in.transferTo(at, Math.min(COPY_BYTES, size - at), out);
        if (moved <= 0) {
          throw new IOException(from + " became shorter while it was copied");
        }
        at += moved;
      }
    }
  }

  private Path path(String key) {
    return root.resolve(ObjectKeys.checked(key));
  }

  private static Path folderOf(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("no folder above " + file);
    }
    return parent;
  }

  private ObjectInfo info(Path file, BasicFileAttributes found) {
    String key = root.relativize(file).toString().replace('\\', '/');
    return new ObjectInfo(key, found.size(), found.lastModifiedTime().toInstant());
  }

  /** Bytes of one object. */
  private interface Content {
    void writeTo(FileChannel out) throws IOException;
  }

  /** Takes what starts with the prefix, leaves out folders that cannot hold such a key. */
  private final class Collector extends SimpleFileVisitor<Path> {
    private final String prefix;
    private final List<ObjectInfo> found;

    Collector(String prefix, List<ObjectInfo> found) {
      this.prefix = prefix;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String key = root.relativize(folder).toString().replace('\\', '/');
      boolean leads = key.isEmpty() || key.startsWith(prefix) || prefix.startsWith(key + "/");
      return leads ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      boolean hidden = String.valueOf(file.getFileName()).startsWith(HIDDEN);
      if (!hidden && attributes.isRegularFile()) {
        ObjectInfo info = info(file, attributes);
        if (info.key().startsWith(prefix)) {
          found.add(info);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
