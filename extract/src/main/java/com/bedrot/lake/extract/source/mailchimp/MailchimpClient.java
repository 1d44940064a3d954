package com.bedrot.lake.extract.source.mailchimp;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.AccountSecrets;
import com.bedrot.lake.conf.settings.Secret;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.http.Answer;
import com.bedrot.lake.extract.http.AnswerJudge;
import com.bedrot.lake.extract.http.Call;
import com.bedrot.lake.extract.landing.PageFile;
import com.bedrot.lake.extract.resilience.PagingGuard;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls of Mailchimp's API, at the data centre that the key names. */
final class MailchimpClient {
  static final String KEY = "API_KEY";

  private static final String ORIGIN = "api";
  private static final String ANY_USER = "lake";
  private static final Pattern DATA_CENTRE = Pattern.compile(".+-(us\\d{1,3})");

  private final SourceContext context;
  private final AnswerJudge judge = new MailchimpErrors();

  MailchimpClient(SourceContext context) {
    this.context = context;
  }

  /** The data centre at the end of the key; empty where there is no key or no such end. */
  static Optional<String> dataCentre(AccountSecrets secrets) {
    return secrets
        .find(KEY)
        .map(Secret::reveal)
        .map(DATA_CENTRE::matcher)
        .filter(Matcher::matches)
        .map(m -> m.group(1));
  }

  /** The account as the API shows it. */
  JsonNode account() {
    return send(call("account", Map.of())).json();
  }

  /** The page of a list that begins at a row. */
  Call page(String dataset, int offset) {
    String count = Integer.toString(context.portal().facts().number("page_size"));
    return call(dataset, Map.of("count", count, "offset", Integer.toString(offset)));
  }

  /** Every page of a list, in order. */
  void pages(String dataset, PageFile file) {
    PagingGuard guard = new PagingGuard(page(dataset, 0).shown());
    int offset = 0;
    int total;
    do {
      Answer answer = send(page(dataset, offset));
      guard.page(answer.body());
      JsonNode page = answer.json();
      total = page.path("total_items").asInt(-1);
      int rows = page.path(dataset).size();
      if (!page.path(dataset).isArray() || total < 0 || (rows == 0 && offset < total)) {
        throw new SourceException(
            ErrorCode.RESPONSE_UNEXPECTED,
            answer.shown() + ": no " + dataset + " from row " + offset + " on");
      }
      file.add(answer.body());
      offset += rows;
    } while (offset < total);
  }

  private Call call(String name, Map<String, String> values) {
    URI uri = URI.create(base() + context.portal().call(name, values));
    return Call.get(uri).withBasic(ANY_USER, context.secrets().require(KEY));
  }

  /** What stands in for the API in the settings, else the key's data centre. */
  private String base() {
    URI origin = context.guard().origin(ORIGIN);
    if (!origin.equals(context.portal().origins().get(ORIGIN))) {
      return origin.toString();
    }
    String host = context.portal().facts().text("host");
    return dataCentre(context.secrets())
        .map(dc -> "https://" + host.replace("{dc}", dc))
        .orElseGet(origin::toString);
  }

  private Answer send(Call call) {
    return context.http().send(call, judge);
  }
}
