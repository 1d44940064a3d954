package com.bedrot.lake.jobs.staging;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that did not become data.
 *
 * @param row 1-based record number in its file
 * @param rules every broken rule
 * @param raw its text, null past the number of rows whose text is kept
 */
public record BrokenRow(
    String account, String contentSha256, long row, List<String> rules, @Nullable String raw)
    implements Serializable {}
