/**
 * What the data is: contracts of sources and curated tables.
 *
 * <p>A contract is an ODCS v3.1.0 document. What ODCS lacks stands under {@code customProperties};
 * these are all the names:
 *
 * <table>
 *   <caption>Custom properties</caption>
 *   <tr><th>of</th><th>name</th><th>value</th></tr>
 *   <tr><td>source</td><td>portal</td><td>facts of its portal or API, free form</td></tr>
 *   <tr><td>dataset</td><td>filePatterns</td><td>regular expressions on file names; groups account,
 *       start, end, period, epoch, year, month, and attributes</td></tr>
 *   <tr><td>dataset</td><td>contentKeys</td><td>columns (JSON keys) the content must have; {@code
 *       !key}: must not have</td></tr>
 *   <tr><td>dataset</td><td>parent</td><td>dataset whose files hold this one's rows too</td></tr>
 *   <tr><td>dataset</td><td>format</td><td>{@link com.bedrot.lake.conf.contract.FileFormat}</td></tr>
 *   <tr><td>dataset</td><td>history</td><td>{@link com.bedrot.lake.conf.contract.History}</td></tr>
 *   <tr><td>dataset</td><td>badRowsThreshold</td><td>share of broken rows past which the file is
 *       quarantined; default 0.05</td></tr>
 *   <tr><td>dataset</td><td>lookbackDays</td><td>days a fetch goes back; default 0</td></tr>
 *   <tr><td>dataset</td><td>cleaner</td><td>true where {@code jobs.source} has a cleaner</td></tr>
 *   <tr><td>dataset</td><td>feeds</td><td>curated tables that take its rows; equally named columns
 *       are carried</td></tr>
 *   <tr><td>dataset column</td><td>origin</td><td>field (default), presence, attribute</td></tr>
 *   <tr><td>dataset column</td><td>aliases, formats, nullTokens, presence, numberFormat</td><td>
 *       {@link com.bedrot.lake.conf.contract.ColumnContract}</td></tr>
 *   <tr><td>table</td><td>datasets, tables</td><td>what it is built from besides the datasets that
 *       feed it</td></tr>
 *   <tr><td>table</td><td>partitionBy</td><td>columns of a slice that is replaced whole</td></tr>
 *   <tr><td>table</td><td>publishGroup</td><td>tables that are published together or not at all</td></tr>
 *   <tr><td>both</td><td>grain, sortBy</td><td>columns that name a row; order inside files</td></tr>
 *   <tr><td>both columns</td><td>unit</td><td>e.g. USD, percent</td></tr>
 * </table>
 *
 * <p>Rules are ODCS {@code quality} entries: {@code type: library} with {@code rowCount} or {@code
 * duplicateValues}, else {@code type: custom, engine: lake} whose {@code implementation} has {@code
 * level}, {@code expression}, {@code threshold}, {@code metric}, {@code column}, {@code atLeast},
 * {@code atMost} as in {@link com.bedrot.lake.conf.contract.RuleContract}. Severities are those of
 * {@link com.bedrot.lake.conf.contract.Severity} in kebab case.
 */
@NullMarked
package com.bedrot.lake.conf.contract;

import org.jspecify.annotations.NullMarked;
