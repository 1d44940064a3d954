package com.bedrot.lake.extract.source.instagram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.LakeSettings.Account;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.Window;
import com.bedrot.lake.extract.http.Answer;
import com.bedrot.lake.extract.http.Call;
import com.bedrot.lake.extract.landing.PageFile;
import com.bedrot.lake.extract.resilience.PagingGuard;
import com.bedrot.lake.extract.resilience.SourceException;
import com.bedrot.lake.extract.session.token.AccountTokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The calls of the Graph API, with the token in a header and never in an address. */
final class InstagramClient {
  private static final String USER_ID = "\\d{5,25}";

  private final SourceContext context;
  private final String userId;
  private final InstagramErrors errors;
  private final AccountTokens tokens;
  private final Set<String> rejected = new TreeSet<>();

  InstagramClient(SourceContext context) {
    this.context = context;
    this.userId = userId(context.account()).orElse("");
    this.errors = new InstagramErrors(context.portal().facts());
    this.tokens = AccountTokens.of(context);
  }

  /** The id of the professional account among the handles. */
  static Optional<String> userId(Account account) {
    return account.handles().stream().filter(h -> h.matches(USER_ID)).findFirst();
  }

  /** Metrics that the API refused, which are left out. */
  Set<String> rejected() {
    return Set.copyOf(rejected);
  }

  Call profile() {
    return call("account", Map.of("user_id", userId));
  }

  Answer send(Call call) {
    return context.http().send(call, errors);
  }

  /** The first call for a window's days. */
  Call firstDay(Window window) {
    return day(window.from(), context.portal().facts().texts("account_metrics"));
  }

  /** The totals of a day. */
  private Call day(LocalDate day, List<String> metrics) {
    return call(
        "account_days",
        Map.of(
            "user_id", userId,
            "metrics", String.join(",", metrics),
            "since_epoch", epoch(day),
            "until_epoch", epoch(day.plusDays(1))));
  }

  /** A call a day, since totals do not say their day. */
  void days(Window window, PageFile file) {
    List<String> metrics = context.portal().facts().texts("account_metrics");
    Set<String> refused = new TreeSet<>();
    for (LocalDate day = window.from(); !day.isAfter(window.to()); day = day.plusDays(1)) {
      LocalDate one = day;
      ObjectNode request = JsonNodeFactory.instance.objectNode().put("since", one.toString());
      for (Answer answer : answers(metrics, refused, asked -> day(one, asked))) {
        file.add(line(request, answer));
      }
    }
  }

  Call media() {
    return call("media", Map.of("user_id", userId));
  }

  /** The metrics of every post; those of reels too where it is one. */
  void mediaInsights(PageFile file) {
    Map<String, Set<String>> refused = new HashMap<>();
    for (JsonNode post : posts()) {
      List<String> metrics = new ArrayList<>(context.portal().facts().texts("media_metrics"));
      if (post.path("media_product_type").asText("").equals("REELS")) {
        metrics.addAll(context.portal().facts().texts("reel_metrics"));
      }
      String id = post.path("id").asText("");
      ObjectNode request = JsonNodeFactory.instance.objectNode().put("media_id", id);
      List.of("permalink", "media_type", "timestamp")
          .forEach(name -> request.set(name, post.path(name)));
      String kind = post.path("media_type").asText("") + post.path("media_product_type").asText("");
      for (Answer answer :
          answers(
              metrics,
              refused.computeIfAbsent(kind, k -> new TreeSet<>()),
              asked ->
                  call(
                      "media_insights",
                      Map.of("media_id", id, "metrics", String.join(",", asked))))) {
        file.add(line(request, answer));
      }
    }
  }

  private List<JsonNode> posts() {
    List<JsonNode> posts = new ArrayList<>();
    PagingGuard guard = new PagingGuard(media().shown());
    Call next = media();
    while (next != null) {
      Answer answer = send(next);
      guard.page(answer.body());
      data(answer).forEach(posts::add);
      JsonNode paging = answer.json().path("paging");
      String after = paging.path("cursors").path("after").asText("");
      boolean more = paging.hasNonNull("next");
      if (more && after.isEmpty()) {
        throw new SourceException(
            ErrorCode.RESPONSE_UNEXPECTED, answer.shown() + ": a further page without a cursor");
      }
      if (more) {
        guard.cursor(after);
      }
      next = more ? media().withQuery(Map.of("after", after)) : null;
    }
    return posts;
  }

  /**
   * All metrics in one call; each in its own where that is refused, without those the API says are
   * not there.
   *
   * @param refused those it said so of for the same kind of thing; receives more
   */
  private List<Answer> answers(List<String> metrics, Set<String> refused, MetricCall call) {
    List<String> asked = metrics.stream().filter(m -> !refused.contains(m)).toList();
    try {
      return List.of(withData(send(call.of(asked))));
    } catch (SourceException refusal) {
      if (refusal.code() != ErrorCode.REQUEST_REFUSED || !errors.refusedAMetric()) {
        throw refusal;
      }
      List<Answer> answers = oneByOne(asked, refused, call);
      // nothing of it can be read: that is no empty answer
      if (answers.isEmpty()) {
        throw refusal;
      }
      return answers;
    }
  }

  private List<Answer> oneByOne(List<String> metrics, Set<String> refused, MetricCall call) {
    List<Answer> answers = new ArrayList<>();
    for (String metric : metrics) {
      try {
        answers.add(withData(send(call.of(List.of(metric)))));
      } catch (SourceException refusal) {
        if (refusal.code() != ErrorCode.REQUEST_REFUSED || !errors.refusedAMetric()) {
          throw refusal;
        }
        refused.add(metric);
        rejected.add(metric);
        context.progress().accept("left out, refused: " + metric);
      }
    }
    return answers;
  }

  private interface MetricCall {
    Call of(List<String> metrics);
  }

  private static Answer withData(Answer answer) {
    data(answer);
    return answer;
  }

  private static JsonNode data(Answer answer) {
    JsonNode data = answer.json().path("data");
    if (!data.isArray()) {
      throw new SourceException(ErrorCode.RESPONSE_UNEXPECTED, answer.shown() + ": no data");
    }
    return data;
  }

  private static byte[] line(ObjectNode request, Answer answer) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.set("request", request);
    line.set("response", answer.json());
    return line.toString().getBytes(UTF_8);
  }

  private static String epoch(LocalDate day) {
    return Long.toString(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
  }

  private Call call(String name, Map<String, String> values) {
    return Call.get(context.http().uri("api", name, values))
        .withBearer(tokens.require(AccountTokens.ACCESS, context.now()));
  }
}
