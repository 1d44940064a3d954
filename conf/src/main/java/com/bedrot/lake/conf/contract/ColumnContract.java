package com.bedrot.lake.conf.contract;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One column of a dataset, as declared in its source's contract.
 *
 * @param name staging name, snake_case
 * @param unit e.g. {@code USD}, {@code percent}, or null
 * @param pii classification, e.g. {@code none}, {@code personal}
 * @param origin where its value comes from
 * @param aliases header spellings (compared without case, spaces and punctuation) or, for JSON,
 *     dotted paths tried in order, after {@code ^} in the objects around the record; the name
 *     itself is always one
 * @param formats for DATE, MONTH and TIMESTAMP: patterns tried in order ({@code yyyy-MM-dd}, {@code
 *     yyyyMM}, {@code localized-month-day}, {@link #DAY_BEFORE} and a pattern); empty means ISO
 * @param nullTokens texts that mean "no value", besides the empty text
 * @param presence for {@link Origin#PRESENCE}: JSON key to value, the first key present wins, in
 *     order
 * @param numberFormat {@code plain} ({@code 1234.56}), {@code grouped-point} ({@code 1,234.56}) or
 *     {@code grouped-comma} ({@code 1.234,56})
 */
public record ColumnContract(
    String name,
    ColumnType type,
    String description,
    boolean required,
    @Nullable String unit,
    String pii,
    Origin origin,
    List<String> aliases,
    List<String> formats,
    List<String> nullTokens,
    Map<String, String> presence,
    String numberFormat)
    implements Serializable {
  /** Starts the pattern of a DATE that is written as the moment at which it ends. */
  public static final String DAY_BEFORE = "day-before:";

  /** Where a value comes from. */
  public enum Origin {
    /** A field of the record: header column or JSON path. */
    FIELD,
    /** Which of several JSON keys the record has. */
    PRESENCE,
    /**
     * An attribute of the file in the ledger: {@code account}, {@code handle}, {@code currency},
     * {@code period}, {@code observed_on} (the day the source showed it) or a named group of the
     * file patterns; the alias names it.
     */
    ATTRIBUTE
  }

  public ColumnContract {
    aliases = List.copyOf(aliases);
    formats = List.copyOf(formats);
    nullTokens = List.copyOf(nullTokens);
    // an unmodifiable LinkedHashMap keeps the order of presence
    presence = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(presence));
  }
}
