package com.bedrot.lake.extract.landing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** A file's size and time of last change: where they differ, it changed in between. */
record FileStamp(long size, Instant modified) {
  static FileStamp of(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(found.size(), found.lastModifiedTime().toInstant());
  }
}
