package com.bedrot.lake.conf.error;

/**
 * Every error and verdict the lake can give, with the reaction it fixes and the way out. Names are
 * stable: {@code AREA_REASON}.
 */
public enum ErrorCode {
  CONFIG_INVALID(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "A setting is not valid",
      "Mend the lines named above in conf/lake.yml, the environment or the command line; `lake config show --origin` prints where each value comes from."),
  CONFIG_SECRET_TWICE(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "A secret is given twice",
      "Set either NAME or NAME_FILE, not both."),
  CONTRACT_INVALID(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "A contract is not valid",
      "Mend the lines named above; `lake contract validate` checks all contracts."),
  USAGE_INVALID(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "The command cannot be understood",
      "See `lake help` and `lake COMMAND --help`."),
  CLUSTER_LOCAL_ZONE(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "A zone lies on the local disk of one machine, and Spark runs on a cluster",
      "Put every zone on an object store (LANDING_ZONE=s3a://BUCKET and so on); set spark.shared-disk: true where the folders are one mount that driver and workers see in the same place."),
  SOURCE_UNCONFIGURED(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "The source has no account in the settings",
      "Name one under accounts.<source> in conf/lake.yml, or import a file with --account."),
  IMPORT_UNPLACED(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "A file cannot be placed",
      "Give --source, --dataset, --account or --period; the candidates are named above."),
  IMPORT_ACCOUNT_UNKNOWN(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "The account is not known",
      "Give --account KEY (a-z, 0-9, -) to create it, or list the handle under accounts.<source> in conf/lake.yml."),
  IMPORT_CURRENCY_MISSING(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "The account has no currency",
      "Set accounts.<source>.<account>.currency in conf/lake.yml or give --currency CODE."),
  HOME_FORMAT(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "This LAKE_HOME was written by another version",
      "Use the program version named above, or another LAKE_HOME."),
  SQL_NOT_READ_ONLY(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "Only reading is allowed",
      "`lake sql` runs one read-only statement; change data through contracts and `lake run`."),
  SQL_INVALID(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "The statement was refused by the warehouse",
      "Mend the statement; `lake sql \"select table_name from information_schema.tables\"` lists the tables."),
  NOT_FOUND(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "Nothing has that name or id",
      "List the known ones: `lake ledger ls`, `lake hold ls`, `lake quarantine ls`, `lake contract ls`."),
  CRON_UNAVAILABLE(
      ExitCode.DEPENDENCY_DOWN,
      Reaction.ASK_HUMAN,
      false,
      "The crontab cannot be read or written",
      "Install cron (Debian: `apt-get install cron`) and let its daemon run, or give the lines of `lake cron show` to another scheduler."),
  LOCK_HELD(
      ExitCode.LOCKED,
      Reaction.RETRY_LATER,
      true,
      "Another run holds the lock",
      "Wait for it to end; `lake status` names it. A crashed holder's lock expires by itself."),
  LEASE_LOST(
      ExitCode.LOCKED,
      Reaction.RETRY_LATER,
      true,
      "This run lost its lease to another",
      "Nothing was committed after the loss. Run `lake run` again."),
  STORE_UNREACHABLE(
      ExitCode.DEPENDENCY_DOWN,
      Reaction.RETRY_LATER,
      true,
      "The object store does not answer",
      "Check the endpoint and the network with `lake doctor`, then run again."),
  STORE_DENIED(
      ExitCode.DEPENDENCY_DOWN,
      Reaction.ASK_HUMAN,
      false,
      "The object store refused access",
      "Check the keys and policies with `lake doctor`."),
  STORE_FULL(
      ExitCode.DEPENDENCY_DOWN,
      Reaction.ASK_HUMAN,
      false,
      "The disk or store is full",
      "Free space or enlarge the volume, then run again: nothing was lost."),
  STORE_NOT_CONDITIONAL(
      ExitCode.DEPENDENCY_DOWN,
      Reaction.ASK_HUMAN,
      false,
      "The store does not create objects atomically",
      "Use a store with atomic If-None-Match, or set run.single-writer: true."),
  STORE_OBJECT_CHANGED(
      ExitCode.INTEGRITY,
      Reaction.ASK_HUMAN,
      false,
      "Stored bytes differ from their recorded hash",
      "Restore the object from its older version or the archive; `lake doctor` lists what differs."),
  COMMIT_UNKNOWN(
      ExitCode.DEPENDENCY_DOWN,
      Reaction.RETRY_LATER,
      true,
      "The outcome of a commit is not known",
      "Run again: the next run finds out whether it happened and goes on from there."),
  WAREHOUSE_UNREACHABLE(
      ExitCode.DEPENDENCY_DOWN,
      Reaction.RETRY_LATER,
      true,
      "The warehouse does not answer",
      "`lake warehouse start` starts the embedded one; check warehouse.url for an external one."),
  WAREHOUSE_SCHEMA(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "The warehouse table cannot be changed in place",
      "Run the command named above, which rebuilds the table from the curated zone."),
  WAREHOUSE_LOAD(
      ExitCode.SOME_FAILED,
      Reaction.RETRY_LATER,
      true,
      "The warehouse could not be loaded",
      "The warehouse serves what it had; run `lake run` again."),
  GATE_HELD(
      ExitCode.HELD,
      Reaction.HOLD,
      false,
      "A quality gate held the publication",
      "`lake hold ls`, then `lake hold show ID`, then accept or reject it."),
  GATE_FAILED(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "A rule that stops the run is broken",
      "See the rules above; mend the data or the contract, then run again. The tables are as before."),
  INTEGRITY_ROWS(
      ExitCode.INTEGRITY,
      Reaction.STOP,
      false,
      "Rows were lost or invented",
      "Nothing of this publish group was committed. Keep the run's log and report it; `lake trace` walks single rows."),
  INTEGRITY_MONEY(
      ExitCode.INTEGRITY,
      Reaction.STOP,
      false,
      "Money differs between two zones",
      "Nothing of this publish group was committed. Compare `lake ledger show FILE-ID` with the file."),
  INTEGRITY_TABLE(
      ExitCode.INTEGRITY,
      Reaction.STOP,
      false,
      "A table is not what its log says",
      "Rebuild it from raw: `lake retry --table NAME`."),
  TRANSFORM_FAILED(
      ExitCode.SOME_FAILED,
      Reaction.RETRY_LATER,
      true,
      "A dataset or table could not be built",
      "The other datasets are done. See the cause above and run again."),
  ARCHIVE_FAILED(
      ExitCode.SOME_FAILED,
      Reaction.RETRY_LATER,
      true,
      "A publication could not be archived",
      "Run again: archiving goes on where it stopped."),
  INTERRUPTED(
      ExitCode.INTERRUPTED,
      Reaction.RETRY_LATER,
      true,
      "The run was interrupted",
      "Run again: every step is complete or undone."),
  INTERNAL_ERROR(
      ExitCode.INTERNAL,
      Reaction.STOP,
      false,
      "An internal error",
      "Report it with the run id and the log file."),
  CREDENTIAL_MISSING(
      ExitCode.HUMAN,
      Reaction.ASK_HUMAN,
      false,
      "A credential of the account is missing",
      "Set the variable named above, or the same name with _FILE; the source's README says how to get it."),
  CREDENTIAL_REFUSED(
      ExitCode.HUMAN,
      Reaction.ASK_HUMAN,
      false,
      "The source refused the credential",
      "Renew the token or key as the source's README says, set it, then run `lake extract SOURCE` again."),
  ACCOUNT_MISMATCH(
      ExitCode.HUMAN,
      Reaction.ASK_HUMAN,
      false,
      "The portal shows another account than the one configured",
      "Correct the handles under accounts.<source>.<account> in the settings, or the credential; nothing was landed."),
  SOURCE_UNREACHABLE(
      ExitCode.SOME_FAILED,
      Reaction.RETRY_LATER,
      true,
      "The source does not answer",
      "Check the network; the next run fetches the same days."),
  SOURCE_TIMEOUT(
      ExitCode.SOME_FAILED,
      Reaction.RETRY_LATER,
      true,
      "The source took too long",
      "Run again later; extract.timeout is the limit for one silence."),
  SOURCE_ERROR(
      ExitCode.SOME_FAILED,
      Reaction.RETRY_LATER,
      true,
      "The source reports an error of its own",
      "Run again later; the next run fetches the same days."),
  SOURCE_THROTTLED(
      ExitCode.SOME_FAILED,
      Reaction.RETRY_LATER,
      true,
      "The source asks to slow down",
      "Run again later; lower portal.rate.per_minute in the contract if it happens often."),
  SOURCE_USAGE_SPENT(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "The source's allowance is nearly used up",
      "Run again later: calling on would get the account blocked. What was fetched before is landed."),
  SOURCE_BREAKER_OPEN(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "The source failed too often and is left alone for a while",
      "Wait until the time named above; then one call tries whether it is back."),
  REQUEST_REFUSED(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "The source refused the request",
      "See what it said above; a changed API is mended in the contract's portal facts."),
  REPORT_UNFINISHED(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "A report was not finished in time",
      "Run again later; the next run asks for the same days."),
  RESPONSE_CUT(
      ExitCode.SOME_FAILED,
      Reaction.RETRY_LATER,
      true,
      "An answer was cut off",
      "The next run fetches the same days."),
  RESPONSE_EMPTY(
      ExitCode.SOME_FAILED,
      Reaction.RETRY_LATER,
      true,
      "An answer has no bytes",
      "The next run fetches the same days."),
  RESPONSE_TOO_BIG(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "An answer is over the size limit",
      "Raise extract.response-bytes or extract.download-bytes if the size is right."),
  RESPONSE_LOGIN_PAGE(
      ExitCode.HUMAN,
      Reaction.REFRESH_SESSION,
      false,
      "A login page came instead of data",
      "Renew the session or credential of the account, then run `lake extract SOURCE` again."),
  RESPONSE_UNEXPECTED(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "An answer is not what was asked for",
      "See above; a changed portal or API is mended in the contract's portal facts."),
  ADDRESS_REFUSED(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "A request would have left the source's own addresses",
      "Add the host to portal.hosts in the contract only if it belongs to the source."),
  SESSION_MISSING(
      ExitCode.HUMAN,
      Reaction.ASK_HUMAN,
      false,
      "The account has no session",
      "Run `lake session login SOURCE --account ACCOUNT`, or `lake session import` with cookies of a browser that is signed in."),
  SESSION_EXPIRED(
      ExitCode.HUMAN,
      Reaction.REFRESH_SESSION,
      false,
      "The session has ended",
      "Run `lake session login SOURCE --account ACCOUNT`; `lake session status` shows every session."),
  SESSION_SWAPPED(
      ExitCode.HUMAN,
      Reaction.ASK_HUMAN,
      false,
      "A session file belongs to another account",
      "Nothing of it was used. Remove it with `lake session forget`, then sign in again."),
  SESSION_DAMAGED(
      ExitCode.HUMAN,
      Reaction.ASK_HUMAN,
      false,
      "A session file cannot be trusted",
      "Remove it with `lake session forget`, then sign in again."),
  SESSION_KEY_WRONG(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "The key of the sessions does not fit",
      "Set the LAKE_SESSION_KEY the sessions were saved with, or forget them and sign in again."),
  SESSION_BUSY(
      ExitCode.LOCKED,
      Reaction.RETRY_LATER,
      true,
      "Another process uses this session",
      "Wait for it to end, then run again."),
  SESSION_FILE_UNREADABLE(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "The file holds no session of this account",
      "Export the cookies of the portal while signed in: browser-extension JSON, Netscape cookies.txt or a Playwright state."),
  SESSION_NOT_REFRESHABLE(
      ExitCode.HUMAN,
      Reaction.ASK_HUMAN,
      false,
      "The session cannot be renewed without a person",
      "Run `lake session login SOURCE --account ACCOUNT`."),
  LOGIN_REFUSED(
      ExitCode.HUMAN,
      Reaction.ASK_HUMAN,
      false,
      "The portal refused the login",
      "Check user, password and TOTP secret of the account, or sign in by hand with `lake session login --headed`."),
  LOGIN_NEEDS_PERSON(
      ExitCode.HUMAN,
      Reaction.ASK_HUMAN,
      false,
      "The login needs a person",
      "Run `lake session login SOURCE --account ACCOUNT --headed` where there is a screen, or `lake session import`."),
  PORTAL_BOT_CHECK(
      ExitCode.HUMAN,
      Reaction.ASK_HUMAN,
      false,
      "The portal asks whether a person is there",
      "Sign in by hand with `lake session login --headed`; a check is never worked around."),
  PORTAL_LAYOUT_CHANGED(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "A page of the portal is not as the contract says",
      "See the screenshot and the saved page named above; mend portal.selectors in the contract, no build is needed."),
  BROWSER_MISSING(
      ExitCode.DEPENDENCY_DOWN,
      Reaction.ASK_HUMAN,
      false,
      "There is no Chromium",
      "`apt-get install chromium`, or `lake browser install`, or name one in extract.browser.chromium."),
  BROWSER_FAILED(
      ExitCode.SOME_FAILED,
      Reaction.RETRY_LATER,
      true,
      "The browser failed",
      "Run again; see the log if it stays. A headed browser needs a screen."),
  PAGING_LOOP(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "The source repeats a page or cursor",
      "Nothing of it was landed. Run again later; report it if it stays."),
  BUDGET_SPENT(
      ExitCode.SOME_FAILED,
      Reaction.STOP,
      false,
      "The source's budget of time, calls or bytes is used up",
      "What was fetched is landed; run again, or raise extract.budget.* in the settings."),
  FILE_EMPTY(
      ExitCode.OK, Reaction.QUARANTINE, false, "The file has no bytes", "Download it again."),
  FILE_HEADER_ONLY(
      ExitCode.OK,
      Reaction.FLAG,
      false,
      "The file has a header and no rows",
      "Nothing to do where the period is really empty."),
  FILE_HTML(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The file is a web page, not data",
      "The session has probably expired: log in and download again."),
  FILE_MAGIC(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The file's bytes are not what its extension says",
      "Save it in its real format, or import it under the right name."),
  FILE_HASH(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "Size or hash differ from the manifest",
      "The landing bytes changed after landing: import the file again."),
  FILE_MISSING(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The manifest names a file that is not there",
      "Import the file again."),
  FILE_GROWING(
      ExitCode.OK,
      Reaction.RETRY_LATER,
      true,
      "The file changed while it was read",
      "It is read again by the next run."),
  FILE_FUTURE(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The landing stamp lies more than 24 hours in the future",
      "Correct the clock of the machine that landed it and import again."),
  FILE_TOO_BIG(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The file is over the size limit",
      "Split it, or raise limits.file-bytes."),
  FILE_UNREADABLE(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "No reader accepts the file",
      "See the broken rules; mend the contract, then `lake retry FILE-ID`."),
  NAME_UNSAFE(
      ExitCode.USAGE,
      Reaction.STOP,
      false,
      "The file name is not safe",
      "Rename the file: no path parts, control or invisible characters, no leading dot or underscore, at most 200 bytes."),
  ARCHIVE_TRUNCATED(
      ExitCode.OK, Reaction.QUARANTINE, false, "The archive is cut off", "Download it again."),
  ARCHIVE_CRC(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "A checksum inside the archive is wrong",
      "Download it again."),
  ARCHIVE_TRAILING(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "Bytes follow the end of the archive",
      "Download it again."),
  ARCHIVE_BOMB(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The archive inflates beyond the limit",
      "Check where it comes from; limits.inflated-bytes raises the limit."),
  ARCHIVE_NESTED(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "An archive inside an archive",
      "Unpack the outer one and import the inner ones."),
  ARCHIVE_ENCRYPTED(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The archive is encrypted",
      "Save it without a password."),
  ARCHIVE_ENTRY(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "An archive entry has an unsafe name",
      "Check where it comes from."),
  ARCHIVE_NO_MEMBER(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "No entry of the archive matches the contract",
      "See the entry names in `lake ledger show FILE-ID`."),
  XLSX_SHEETS(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "Two sheets match the contract",
      "Keep one of them."),
  XLSX_ENTITY(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The workbook declares an external entity",
      "Check where it comes from."),
  TEXT_ENCODING(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The text is in an encoding the contract does not allow",
      "Save it as UTF-8."),
  CSV_QUOTE_OPEN(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "A quote is opened and never closed",
      "Download it again; if the portal wrote it so, mend the line named."),
  CSV_DELIMITER(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The delimiter is not one the contract allows",
      "Allow it in the contract, or save the file with an allowed one."),
  CSV_HEADER_MISSING(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The header line is missing",
      "Download it again with its header."),
  CSV_HEADER_RENAMED(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "A required column is missing or renamed",
      "Add the new name to the column's aliases in the contract, then `lake retry FILE-ID`."),
  CSV_HEADER_DUPLICATE(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "Two columns have the same name",
      "Remove one of them at the source."),
  CSV_COLUMNS(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "Too many columns",
      "More than 2,000 columns are no statement."),
  CSV_LAST_LINE(
      ExitCode.OK, Reaction.QUARANTINE, false, "The last line is cut off", "Download it again."),
  JSON_SYNTAX(
      ExitCode.OK, Reaction.QUARANTINE, false, "The JSON is broken or cut off", "Fetch it again."),
  JSON_SHAPE(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The JSON has not the shape the contract names",
      "See the broken rules; mend the contract, then `lake retry FILE-ID`."),
  JSON_ERROR_BODY(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The answer is an error message, not data",
      "See the message in landing; fetch it again."),
  WINDOW_UNKNOWN(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The days of the file cannot be dated",
      "Import it again with --period START/END."),
  DRIFT_EXTRA_COLUMN(
      ExitCode.OK,
      Reaction.FLAG,
      false,
      "A column the contract does not know",
      "Add it to the contract if it is wanted; its values are kept in raw."),
  WINDOW_GAP(
      ExitCode.OK,
      Reaction.FLAG,
      false,
      "The dates lie more than 7 days from the evidence of the file's age",
      "Check the year; `lake ledger show FILE-ID` shows the evidence."),
  ROWS_AT_LIMIT(
      ExitCode.OK,
      Reaction.FLAG,
      false,
      "The file has exactly the exporter's row limit",
      "It may be cut: export it in parts."),
  FILE_ROWS_THRESHOLD(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "Too many broken rows",
      "See `lake quarantine ls --file FILE-ID`; mend the contract or the file, then `lake retry FILE-ID`."),
  SNAPSHOT_SHRINKS(
      ExitCode.HELD,
      Reaction.HOLD,
      false,
      "A newer statement covers less than the one it would replace",
      "`lake hold show ID`; then `lake hold accept ID --replace all|range` or `lake hold reject ID`."),
  TOTAL_DISAGREES(
      ExitCode.HELD,
      Reaction.HOLD,
      false,
      "The declared total is not the sum of the rows",
      "`lake hold show ID`; then accept or reject it."),
  ROW_COLUMNS(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The row has fewer columns than the header",
      "See its raw text with `lake quarantine show ID`."),
  ROW_ENCODING(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "A byte of the row is not valid in the file's encoding",
      "See its raw text."),
  ROW_HEADER_AGAIN(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The header is repeated inside the data",
      "Nothing to do: no data was in it."),
  ROW_NUL(ExitCode.OK, Reaction.QUARANTINE, false, "A field holds a NUL byte", "See its raw text."),
  ROW_FIELD_SIZE(
      ExitCode.OK, Reaction.QUARANTINE, false, "A field is larger than 1 MiB", "See its raw text."),
  VALUE_MISSING(
      ExitCode.OK, Reaction.QUARANTINE, false, "A required value is missing", "See its raw text."),
  VALUE_NUMBER(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "Not a number in the contract's format",
      "See its raw text; the contract's number format decides."),
  VALUE_DECIMALS(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "More decimals than the column holds",
      "Widen the column in the contract, then `lake retry`."),
  VALUE_OVERFLOW(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The number does not fit the column",
      "Widen the column in the contract, then `lake retry`."),
  VALUE_DATE(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "Not a date in the contract's formats",
      "See its raw text."),
  VALUE_TYPE(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The value is not of the column's type",
      "See its raw text."),
  PERIOD_NOT_DAILY(
      ExitCode.OK,
      Reaction.QUARANTINE,
      false,
      "The row covers more than one day",
      "Fetch with one row per day (time_increment=1).");

  private final ExitCode exitCode;
  private final Reaction reaction;
  private final boolean retryable;
  private final String title;
  private final String fix;

  ErrorCode(ExitCode exitCode, Reaction reaction, boolean retryable, String title, String fix) {
    this.exitCode = exitCode;
    this.reaction = reaction;
    this.retryable = retryable;
    this.title = title;
    this.fix = fix;
  }

  /**
   * The exit status a command ends with when this is its cause; {@link ExitCode#OK} for verdicts on
   * single files and rows.
   */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** As {@link #exitCode()}, for what has failed: never {@link ExitCode#OK}. */
  public ExitCode failureExit() {
    return exitCode == ExitCode.OK ? ExitCode.SOME_FAILED : exitCode;
  }

  public Reaction reaction() {
    return reaction;
  }

  /** Whether doing the same again can help. */
  public boolean retryable() {
    return retryable;
  }

  /** What happened, one sentence without a full stop. */
  public String title() {
    return title;
  }

  /** What a person does next, with the command where there is one. */
  public String fix() {
    return fix;
  }
}
