package com.bedrot.lake.jobs.record;

import com.bedrot.lake.conf.format.FileShape;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A raw file to read, with what its scan found.
 *
 * @param uri of the raw object (the archive where the content is a member)
 * @param contentSha256 goes to {@code _file_sha256}
 * @param attributes what ATTRIBUTE columns read
 * @param window dated window of files whose dates have no year, or null
 */
public record RawFile(
    String uri,
    String fileId,
    String contentSha256,
    String account,
    long bytes,
    Map<String, String> attributes,
    @Nullable String window,
    FileShape shape)
    implements Serializable {}
