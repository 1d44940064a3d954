package com.bedrot.lake.jobs.record.value;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all rows of a file have in common.
 *
 * @param attributes what ATTRIBUTE columns read
 * @param window dated window ({@code first/last}) of files whose dates have no year, or null
 */
public record FileFacts(
    String uri,
    String fileId,
    String contentSha256,
    String account,
    Map<String, String> attributes,
    @Nullable String window)
    implements Serializable {}
