package com.bedrot.lake.extract.source.mailchimp;

import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.landing.PageFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One Mailchimp account. */
public final class MailchimpExtractor implements Extractor {
  @Override
  public Optional<String> prepare(SourceContext context) {
    String variable = context.secrets().variable(MailchimpClient.KEY);
    if (context.secrets().find(MailchimpClient.KEY).isEmpty()) {
      return Optional.of(variable + " is not set");
    }
    return MailchimpClient.dataCentre(context.secrets()).isEmpty()
        ? Optional.of(variable + " does not end in a data centre such as -us21")
        : Optional.empty();
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    String dataset = due.dataset().name();
    String calls = new MailchimpClient(context).page(dataset, 0).shown() + ", all pages";
    return List.of(new PlannedFile("mailchimp_" + dataset + "_*.ndjson", List.of(calls)));
  }

  @Override
  public Set<String> identify(SourceContext context) {
    JsonNode shown = new MailchimpClient(context).account();
    return Stream.of("account_id", "account_name")
        .map(name -> shown.path(name).asText(""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    String dataset = due.dataset().name();
    String name = "mailchimp_" + dataset + "_" + context.now().toEpochMilli() + ".ndjson";
    Path path = context.newFile(name);
    try (PageFile file = new PageFile(path)) {
      new MailchimpClient(context).pages(dataset, file);
      return new Fetched(List.of(path), null, file.attributes());
    }
  }
}
