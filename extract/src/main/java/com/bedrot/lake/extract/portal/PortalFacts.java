package com.bedrot.lake.extract.portal;

import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The {@code portal} map of a source's contract. A changed page, path or selector is mended there,
 * without a build.
 *
 * @param source the contract's id
 * @param accounts whether one account or several can be configured
 * @param origins name to origin ({@code https://host}), without a path
 * @param hosts every host that requests, redirects and downloads may reach
 * @param pages name to path, for browsers; may hold {@code {placeholders}}
 * @param calls name to path and query, for APIs; may hold {@code {placeholders}}
 * @param selectors name to selector
 * @param facts what only this source needs
 */
public record PortalFacts(
    String source,
    Kind kind,
    Accounts accounts,
    Map<String, URI> origins,
    Set<String> hosts,
    Map<String, String> pages,
    Map<String, String> calls,
    Map<String, String> selectors,
    Session session,
    Windows windows,
    Rate rate,
    FactMap facts) {

  /** How the source is read. */
  public enum Kind {
    BROWSER,
    API
  }

  /** How many accounts it can have. */
  public enum Accounts {
    ONE,
    SEVERAL
  }

  /**
   * How a session is known to be alive and kept alive.
   *
   * @param authCookies cookies without which nobody is signed in
   * @param authTokens names under which the portal keeps a token in the browser's local storage; of
   *     an API the secrets, such as {@code ACCESS_TOKEN}, whose end counts
   * @param lifetimeDays how long a login lasts where neither cookie nor token says so
   * @param signedIn name of the selector that shows it; empty for none
   * @param strategy {@code visit, token-refresh, long-lived-exchange} or {@code none}
   */
  public record Session(
      List<String> authCookies,
      List<String> authTokens,
      OptionalInt lifetimeDays,
      String signedIn,
      String strategy) {
    public Session {
      authCookies = List.copyOf(authCookies);
      authTokens = List.copyOf(authTokens);
    }
  }

  /**
   * What one request may cover.
   *
   * @param lookbackDays days that are fetched again, where no dataset of the source says
   * @param maxDays longest window of one request
   * @param historyDays how far back the source reaches, counted from yesterday; empty where a first
   *     fetch takes the lookback only
   */
  public record Windows(OptionalInt lookbackDays, OptionalInt maxDays, OptionalInt historyDays) {}

  /**
   * How fast it may be called.
   *
   * @param perMinute calls of one account
   * @param concurrent connections of the source at once
   * @param usageHeaders answer headers with the share of the allowance that is used, in percent
   * @param usageFields their fields that are such shares
   * @param waitFields their fields that are minutes to wait
   * @param slowAt share from which calls are spaced out
   * @param stopAt share from which no further call is made
   */
  public record Rate(
      int perMinute,
      int concurrent,
      List<String> usageHeaders,
      Set<String> usageFields,
      Set<String> waitFields,
      int slowAt,
      int stopAt) {
    public Rate {
      usageHeaders = List.copyOf(usageHeaders);
      usageFields = Set.copyOf(usageFields);
      waitFields = Set.copyOf(waitFields);
    }
  }

  public PortalFacts {
    origins = Map.copyOf(origins);
    hosts = Set.copyOf(hosts);
    pages = Map.copyOf(pages);
    calls = Map.copyOf(calls);
    selectors = Map.copyOf(selectors);
  }

  /** Whether the contract says how its source is fetched; others are only imported. */
  public static boolean isFetched(SourceContract contract) {
    return contract.portal().containsKey("kind");
  }

  /**
   * The facts of a contract.
   *
   * @throws ConfigurationException {@code CONTRACT_INVALID} with every problem
   */
  public static PortalFacts of(SourceContract contract) {
    return new PortalReader(contract).read();
  }

  /**
   * The path of an API call with its placeholders filled; values are encoded.
   *
   * @throws ConfigurationException {@code CONTRACT_INVALID} where the contract names no such call
   *     or a placeholder stays empty
   */
  public String call(String name, Map<String, String> values) {
    return filled("calls", calls, name, values);
  }

  /** As {@link #call}, of a page. */
  public String page(String name, Map<String, String> values) {
    return filled("pages", pages, name, values);
  }

  /**
   * A selector.
   *
   * @throws ConfigurationException {@code CONTRACT_INVALID} where the contract names none of that
   *     name
   */
  public String selector(String name) {
    return named("selectors", selectors, name);
  }

  private String filled(
      String group, Map<String, String> templates, String name, Map<String, String> values) {
    return PathTemplate.fill(
        source + ": portal." + group + "." + name, named(group, templates, name), values);
  }

  private String named(String group, Map<String, String> texts, String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new ConfigurationException(
          ErrorCode.CONTRACT_INVALID, source + ": portal." + group + " has no " + name);
    }
    return text;
  }
}
