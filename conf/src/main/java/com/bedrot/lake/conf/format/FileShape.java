package com.bedrot.lake.conf.format;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the scan of a file's bytes found; enough to decide what the file replaces and to read it
 * without looking again. For archives it describes the member.
 *
 * @param member the archive member that is data, or null
 * @param encoding Java charset name; the BOM is not part of any split
 * @param delimiter the field delimiter of DELIMITED content, else null
 * @param lineEnd {@code LF}, {@code CRLF}, {@code CR} or {@code mixed}; null for JSON and XLSX
 * @param header header names as written, in order; for JSON all keys seen in records
 * @param columnIndexes for every contract column, in contract order, its field index in the record,
 *     or -1 (DELIMITED)
 * @param records records after the header: data, repeated headers and totals rows alike
 * @param splits record-aligned parts; one for small files; empty for no records
 * @param coverage slice (the {@code sliceBy} values joined by {@code |}) to its number of records
 * @param asOf largest value of the {@code newestBy content:} column, ISO text, or null
 * @param declaredTotal what a totals row declares, or null
 * @param flags rule ids that only observe (drift, gaps)
 * @param evidence why the window is what it is, one sentence, or null
 */
public record FileShape(
    @Nullable String member,
    String encoding,
    @Nullable String delimiter,
    @Nullable String lineEnd,
    List<String> header,
    List<Integer> columnIndexes,
    long records,
    List<Split> splits,
    SortedMap<String, Long> coverage,
    @Nullable String asOf,
    @Nullable BigDecimal declaredTotal,
    List<String> flags,
    @Nullable String evidence)
    implements Serializable {}
