package com.bedrot.lake.jobs.record.input;

import com.bedrot.lake.jobs.record.value.FileFacts;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A part of a raw file that one task reads.
 *
 * @param layout shared by all files laid out alike, so that a plan of thousands stays small
 * @param member the archive member that is the content, or null
 * @param offset first byte in the content
 * @param length bytes of the content
 * @param firstRow 1-based number of the first record
 */
public record RecordPart(
    FileFacts file,
    PartLayout layout,
    @Nullable String member,
    long offset,
    long length,
    long firstRow)
    implements Serializable {}
