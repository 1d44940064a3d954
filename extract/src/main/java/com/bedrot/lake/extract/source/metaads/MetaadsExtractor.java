package com.bedrot.lake.extract.source.metaads;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.Window;
import com.bedrot.lake.extract.http.Call;
import com.bedrot.lake.extract.landing.PageFile;
import com.bedrot.lake.extract.session.token.AccountTokens;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One ad account of the Meta Marketing API. */
public final class MetaadsExtractor implements Extractor {
  private static final String INSIGHTS = "insights";
  private static final List<String> LEVELS = List.of("campaign", "adset", "ad");

  @Override
  public Optional<String> prepare(SourceContext context) {
    if (AccountTokens.of(context).find(AccountTokens.ACCESS, context.now()).isEmpty()) {
      return Optional.of(context.secrets().variable(AccountTokens.ACCESS) + " is not set");
    }
    String key = "accounts.metaads." + context.account().key();
    if (MetaadsClient.accountId(context.account()).isEmpty()) {
      return Optional.of(key + ".handles names no ad account id");
    }
    return context.account().currency() == null
        ? Optional.of(key + ".currency is not set")
        : Optional.empty();
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    MetaadsClient client = new MetaadsClient(context);
    if (!due.dataset().name().equals(INSIGHTS)) {
      String calls = client.list(due.dataset().name()).shown() + ", all pages";
      return List.of(new PlannedFile(due.dataset().name() + "_*.ndjson", List.of(calls)));
    }
    boolean report = client.needsReport(due.window());
    return LEVELS.stream()
        .map(
            level -> {
              Call call = client.insights(level, due.window());
              String what = report ? "POST" + call.shown().substring(3) : call.shown();
              return new PlannedFile(
                  "insights_*.ndjson",
                  List.of(what + " level=" + level + " " + due.window() + ", all pages"));
            })
        .toList();
  }

  @Override
  public Set<String> identify(SourceContext context) {
    JsonNode shown = new MetaadsClient(context).account();
    String currency = shown.path("currency").asText("");
    if (!currency.isEmpty() && !currency.equals(context.account().currency())) {
      throw new AuthenticationException(
          ErrorCode.ACCOUNT_MISMATCH,
          "the ad account's currency is "
              + currency
              + ", accounts.metaads."
              + context.account().key()
              + ".currency says "
              + context.account().currency());
    }
    String id = shown.path("account_id").asText("");
    return Set.of(id, "act_" + id);
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    MetaadsClient client = new MetaadsClient(context);
    String dataset = due.dataset().name();
    if (dataset.equals(INSIGHTS)) {
      return insights(context, client, due.window());
    }
    Path path = context.newFile(dataset + "_" + context.now().toEpochMilli() + ".ndjson");
    try (PageFile file = new PageFile(path)) {
      client.pages(client.list(dataset), file);
      return new Fetched(List.of(path), null, file.attributes());
    }
  }

  /** Long windows as reports, all levels made at once; short ones page by page. */
  private static Fetched insights(SourceContext context, MetaadsClient client, Window window) {
    Map<String, Call> calls = new LinkedHashMap<>();
    LEVELS.forEach(level -> calls.put(level, client.insights(level, window)));
    if (client.needsReport(window)) {
      Map<String, String> reports = new LinkedHashMap<>();
      calls.forEach((level, call) -> reports.put(level, client.startReport(call)));
      calls.putAll(client.finished(reports));
    }
    List<Path> paths = new ArrayList<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Call call : calls.values()) {
      long stamp = context.now().toEpochMilli() + paths.size();
      Path path = context.newFile("insights_" + stamp + ".ndjson");
      try (PageFile file = new PageFile(path)) {
        client.pages(call, file);
        attributes.putAll(file.attributes());
      }
      paths.add(path);
    }
    return new Fetched(paths, window.toString(), attributes);
  }
}
