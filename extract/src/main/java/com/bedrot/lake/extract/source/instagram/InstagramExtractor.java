package com.bedrot.lake.extract.source.instagram;

import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.landing.PageFile;
import com.bedrot.lake.extract.session.token.AccountTokens;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One professional account of Instagram. */
public final class InstagramExtractor implements Extractor {
  private static final String DAYS = "account_days";
  private static final String MEDIA = "media_insights";

  @Override
  public Optional<String> prepare(SourceContext context) {
    if (AccountTokens.of(context).find(AccountTokens.ACCESS, context.now()).isEmpty()) {
      return Optional.of(context.secrets().variable(AccountTokens.ACCESS) + " is not set");
    }
    return InstagramClient.userId(context.account()).isEmpty()
        ? Optional.of(
            "accounts.instagram." + context.account().key() + ".handles names no account id")
        : Optional.empty();
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    InstagramClient client = new InstagramClient(context);
    String dataset = due.dataset().name();
    String calls =
        switch (dataset) {
          case DAYS -> client.firstDay(due.window()).shown() + " a day, " + due.window();
          case MEDIA -> client.media().shown() + ", all pages, and the insights of each";
          default -> client.profile().shown();
        };
    return List.of(new PlannedFile("instagram_" + dataset + "_*.ndjson", List.of(calls)));
  }

  @Override
  public Set<String> identify(SourceContext context) {
    InstagramClient client = new InstagramClient(context);
    JsonNode shown = client.send(client.profile()).json();
    return Set.of(shown.path("id").asText("id?"), shown.path("username").asText("name?"));
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    InstagramClient client = new InstagramClient(context);
    String dataset = due.dataset().name();
    String name = "instagram_" + dataset + "_" + context.now().toEpochMilli() + ".ndjson";
    Path path = context.newFile(name);
    try (PageFile file = new PageFile(path)) {
      switch (dataset) {
        case DAYS -> client.days(due.window(), file);
        case MEDIA -> client.mediaInsights(file);
        default -> file.add(client.send(client.profile()).body());
      }
      Map<String, String> attributes = new LinkedHashMap<>(file.attributes());
      if (!client.rejected().isEmpty()) {
        attributes.put("rejected_metrics", String.join(",", client.rejected()));
      }
      String period = dataset.equals(DAYS) ? due.window().toString() : null;
      return new Fetched(List.of(path), period, attributes);
    }
  }
}
