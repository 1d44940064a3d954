package com.bedrot.lake.conf.contract;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a dataset's files are read.
 *
 * @param kind DELIMITED (csv, tsv), JSON (one array, one object with the array under {@code
 *     jsonRoot}, raw API pages, or one object per line) or XLSX
 * @param containers {@code zip}, {@code gzip}, {@code xlsx} (a sheet), {@code html} (a saved page)
 *     allowed around it
 * @param members for archives: glob of the member names that are data, e.g. {@code Overview.csv};
 *     empty means any of the kind
 * @param encodings tried in order, e.g. {@code UTF-8, windows-1252}
 * @param delimiters allowed field delimiters, e.g. {@code "," "\t"}
 * @param preambleRows rows before the header that are not data
 * @param totals regular expression on the first field's text: a totals or footer row, skipped and
 *     compared; null for none
 * @param totalsColumn the money column a totals row declares the sum of, or null
 * @param jsonRoots dotted paths to the array of records ({@code data}, {@code data.songs}); arrays
 *     on the way are gone through; the bare array is always accepted
 * @param jsonFields of records that are arrays: key, in the page before them, of the list of their
 *     names (texts, or objects with a {@code name}), or null
 * @param explode name of the array field whose elements are the records (child dataset), or null; a
 *     column is looked up in the element first, then in the record that holds the array
 * @param blocks regular expressions on the text before the arrays of records in a saved page; the
 *     longest such array is the content
 * @param rowLimit the exporter's row limit (a file with exactly this many rows is flagged), or 0
 */
public record FileFormat(
    Kind kind,
    List<String> containers,
    List<String> members,
    List<String> encodings,
    List<String> delimiters,
    int preambleRows,
    @Nullable String totals,
    @Nullable String totalsColumn,
    List<String> jsonRoots,
    @Nullable String jsonFields,
    @Nullable String explode,
    List<String> blocks,
    long rowLimit)
    implements Serializable {
  /** The families of formats. */
  public enum Kind {
    DELIMITED,
    JSON,
    XLSX
  }

  public FileFormat {
    containers = List.copyOf(containers);
    members = List.copyOf(members);
    encodings = List.copyOf(encodings);
    delimiters = List.copyOf(delimiters);
    jsonRoots = List.copyOf(jsonRoots);
    blocks = List.copyOf(blocks);
  }
}
