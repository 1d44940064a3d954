package com.bedrot.lake.conf.format;

import java.io.Serializable;

/**
 * A part of a file's content that starts and ends at record boundaries. Content means: inflated,
 * and for UTF-16 files transcoded to UTF-8 without BOM. For DELIMITED content the first split
 * starts after the header line and lines without a byte are no records; JSON is one split over the
 * whole content.
 *
 * @param offset first byte, in the content
 * @param length bytes
 * @param firstRow 1-based number of the first record in it
 */
public record Split(long offset, long length, long firstRow) implements Serializable {}
