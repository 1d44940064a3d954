package com.bedrot.lake.extract;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One account of one source, from its portal or API to files. The one interface a source
 * implements, as {@code source.<id>.<Id>Extractor} with a constructor without parameters; each
 * account gets an instance of its own. The run plans what is due, lands what is fetched and records
 * it: an extractor knows nothing of the ledger, of landing or of retries.
 *
 * <p>The run calls, in this order: {@link #prepare}, {@link #plan} per due window; then, unless it
 * is a dry run, {@link #identify} once, {@link #fetch} per due window, {@link #close}.
 */
public interface Extractor extends AutoCloseable {
  /**
   * Looks whether the account has what it needs: settings, credentials, a session. Makes no call
   * and changes nothing.
   *
   * @return what is missing and how to get it, one sentence; empty where the account is ready
   * @throws com.bedrot.lake.conf.error.AuthenticationException where it had a session that a person
   *     must renew
   */
  Optional<String> prepare(SourceContext context);

  /**
   * The files a due window becomes and the calls that bring them, for people. Makes no call.
   *
   * @return empty where this source has nothing to fetch for that dataset
   */
  List<PlannedFile> plan(SourceContext context, DueWindow due);

  /**
   * Signs in and reads whose account it is. One of the names must be the account's key or a handle
   * of it, else nothing is fetched.
   *
   * @return ids and names as the source shows them; empty where it shows none
   */
  Set<String> identify(SourceContext context);

  /**
   * Fetches one window whole: files of {@link SourceContext#newFile}, or nothing at all. A file
   * without rows, or no file, is an empty answer and counts as fetched.
   *
   * @throws com.bedrot.lake.conf.error.LakeException where anything of it could not be had; nothing
   *     lands then, and the next run fetches the same window
   */
  Fetched fetch(SourceContext context, DueWindow due);

  /** Ends what the instance holds open (pages, connections); called however the run ended. */
  @Override
  default void close() {}
}
