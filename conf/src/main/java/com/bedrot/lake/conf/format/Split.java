package com.bedrot.lake.conf.format;

import java.io.Serializable;

/**
 * A part of a raw file that starts and ends at record boundaries.
 *
 * @param offset first byte, in the (inflated) content
 * @param length bytes
 * @param firstRow 1-based number of the first record in it
 */
public record Split(long offset, long length, long firstRow) implements Serializable {}
