package com.bedrot.lake.extract.source.metaads;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.LakeSettings.Account;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.Window;
import com.bedrot.lake.extract.http.Answer;
import com.bedrot.lake.extract.http.AnswerJudge;
import com.bedrot.lake.extract.http.Call;
import com.bedrot.lake.extract.landing.PageFile;
import com.bedrot.lake.extract.resilience.PagingGuard;
import com.bedrot.lake.extract.resilience.SourceException;
import com.bedrot.lake.extract.session.token.AccountTokens;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The calls of the Graph API, with the token in a header and never in an address. */
final class MetaadsClient {
  private static final String ORIGIN = "api";
  private static final Pattern ACCOUNT_ID = Pattern.compile("(?:act_)?(\\d{1,25})");
  private static final Pattern AFTER = Pattern.compile("[?&]after=([^&]+)");

  private final SourceContext context;
  private final String accountId;
  private final AnswerJudge judge;
  private final AccountTokens tokens;

  MetaadsClient(SourceContext context) {
    this.context = context;
    this.accountId = accountId(context.account()).orElse("");
    this.judge = new MetaadsErrors(context.portal().facts());
    this.tokens = AccountTokens.of(context);
  }

  /** The id of the ad account among the handles, digits only. */
  static Optional<String> accountId(Account account) {
    return account.handles().stream()
        .map(ACCOUNT_ID::matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .findFirst();
  }

  /** The ad account as the API shows it. */
  JsonNode account() {
    return send(call("account", Map.of("account_id", accountId))).json();
  }

  /** All campaigns, ad sets or ads, archived and deleted ones too. */
  Call list(String dataset) {
    String names = context.portal().facts().map("effective_status").getOrDefault(dataset, "");
    String statuses =
        Arrays.stream(names.split(",", -1)).collect(Collectors.joining("\",\"", "[\"", "\"]"));
    return call(dataset, Map.of("account_id", accountId, "statuses", statuses));
  }

  /** Daily results of one level. */
  Call insights(String level, Window window) {
    Map<String, String> values = new HashMap<>();
    values.put("account_id", accountId);
    values.put("level", level);
    values.put(
        "time_range", "{\"since\":\"" + window.from() + "\",\"until\":\"" + window.to() + "\"}");
    values.put(
        "level_fields", context.portal().facts().map("level_fields").getOrDefault(level, ""));
    return call("insights", values);
  }

  boolean needsReport(Window window) {
    return window.days() >= context.portal().facts().number("report_from_days");
  }

  /** Has a report made of a call; its id. */
  String startReport(Call insights) {
    Call post = new Call("POST", insights.uri(), Map.of(), null, Call.Expected.JSON);
    Answer answer = send(authorized(post));
    String id = answer.json().path("report_run_id").asText("");
    if (!id.matches("\\d{1,25}")) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, answer.shown() + ": no report_run_id");
    }
    return id;
  }

  /**
   * Waits until all reports are made, side by side.
   *
   * @param reports ids of reports by their level
   * @return the calls of their rows, by level in the same order
   * @throws SourceException {@code REPORT_UNFINISHED} when one fails, or is not made in time
   */
  Map<String, Call> finished(Map<String, String> reports) {
    Duration wait = Duration.ofMillis(context.portal().facts().number("report_first_wait_ms"));
    Duration longest =
        Duration.ofSeconds(context.portal().facts().number("report_longest_wait_seconds"));
    Instant end =
        context
            .now()
            .plus(Duration.ofMinutes(context.portal().facts().number("report_deadline_minutes")));
    Map<String, String> open = new LinkedHashMap<>(reports);
    while (true) {
      Map<String, String> states = new LinkedHashMap<>();
      open.values().removeIf(report -> isMade(report, states));
      if (open.isEmpty()) {
        Map<String, Call> rows = new LinkedHashMap<>();
        reports.forEach((level, report) -> rows.put(level, call("report_rows", idOf(report))));
        return rows;
      }
      if (context.now().plus(wait).isAfter(end)) {
        throw new SourceException(ErrorCode.REPORT_UNFINISHED, "reports are still: " + states);
      }
      context.sleeper().sleep(wait);
      Duration doubled = wait.multipliedBy(2);
      wait = doubled.compareTo(longest) > 0 ? longest : doubled;
    }
  }

  private boolean isMade(String report, Map<String, String> states) {
    JsonNode state = send(call("report", idOf(report))).json();
    String status = state.path("async_status").asText("");
    if (status.equals("Job Failed") || status.equals("Job Skipped")) {
      throw new SourceException(ErrorCode.REPORT_UNFINISHED, "report " + report + ": " + status);
    }
    states.put(report, status);
    return status.equals("Job Completed") && state.path("async_percent_completion").asInt() == 100;
  }

  private static Map<String, String> idOf(String report) {
    return Map.of("report_run_id", report);
  }

  /** Every page of a list, in order. */
  void pages(Call first, PageFile file) {
    PagingGuard guard = new PagingGuard(first.shown());
    Call next = first;
    while (next != null) {
      Answer answer = send(next);
      guard.page(answer.body());
      JsonNode page = answer.json();
      checkRows(answer, page);
      file.add(answer.body());
      Optional<String> cursor = after(answer, page.path("paging"));
      cursor.ifPresent(guard::cursor);
      next = cursor.map(c -> first.withQuery(Map.of("after", c))).orElse(null);
    }
  }

  /** Where the next page begins; empty after the last one. */
  private static Optional<String> after(Answer answer, JsonNode paging) {
    String next = paging.path("next").asText("");
    if (next.isEmpty()) {
      return Optional.empty();
    }
    String cursor = paging.path("cursors").path("after").asText("");
    if (!cursor.isEmpty()) {
      return Optional.of(cursor);
    }
    Matcher after = AFTER.matcher(next);
    if (after.find()) {
      return Optional.of(URLDecoder.decode(after.group(1), StandardCharsets.UTF_8));
    }
    throw new SourceException(
        ErrorCode.RESPONSE_UNEXPECTED, answer.shown() + ": a further page without a cursor");
  }

  private void checkRows(Answer answer, JsonNode page) {
    if (!page.path("data").isArray()) {
      throw new SourceException(ErrorCode.RESPONSE_UNEXPECTED, answer.shown() + ": no data");
    }
    for (JsonNode row : page.path("data")) {
      String owner = row.path("account_id").asText(accountId);
      if (!owner.equals(accountId)) {
        throw new AuthenticationException(
            ErrorCode.ACCOUNT_MISMATCH,
            answer.shown() + ": a row belongs to ad account " + owner + ", not " + accountId);
      }
    }
  }

  private Call call(String name, Map<String, String> values) {
    URI uri = context.http().uri(ORIGIN, name, values);
    return authorized(Call.get(uri));
  }

  private Call authorized(Call call) {
    return call.withBearer(tokens.require(AccountTokens.ACCESS, context.now()));
  }

  private Answer send(Call call) {
    return context.http().send(call, judge);
  }
}
