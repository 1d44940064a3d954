package com.bedrot.lake.extract.source.linktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.browser.CapturedJson;
import com.bedrot.lake.extract.browser.PortalBrowser;
import com.bedrot.lake.extract.browser.PortalEntry;
import com.bedrot.lake.extract.browser.PortalPage;
import com.bedrot.lake.extract.browser.PortalPages;
import com.bedrot.lake.extract.landing.PageFile;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Linktree's analytics page in the browser of one account, signed in. */
final class LinktreePages implements PortalPages {
  private static final String ANALYTICS = "analytics";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final SourceContext context;
  private final PortalBrowser browser;
  private final PortalPage page;

  /** Opens a browser; signs in where the portal asks. */
  LinktreePages(SourceContext context) {
    this.context = context;
    this.browser = PortalEntry.open(context, ANALYTICS);
    this.page = browser.page();
  }

  @Override
  public String account() {
    return page.text("account");
  }

  /** The answer of a dataset's operation with what was asked; names unknown operations. */
  Fetched answer(String dataset) {
    Map<String, String> operations = context.portal().facts().map("operations");
    String wanted = operations.get(dataset);
    if (wanted == null) {
      throw new SourceException(
          ErrorCode.CONTRACT_INVALID, "portal.facts.operations names none for " + dataset);
    }
    List<CapturedJson> answers =
        page.capture(
            "graphql",
            Map.of(),
            () -> page.go(ANALYTICS),
            all -> all.stream().anyMatch(a -> operation(a).equals(wanted)));
    page.requireSignedIn();
    CapturedJson answer =
        answers.stream().filter(a -> operation(a).equals(wanted)).findFirst().orElseThrow();
    Path path =
        context.newFile("linktree_" + dataset + "_" + context.now().toEpochMilli() + ".json");
    Map<String, String> attributes = new HashMap<>(unknown(operations, answers));
    try (PageFile file = new PageFile(path)) {
      requireWhole(wanted, answer);
      file.add(line(answer));
      attributes.putAll(file.attributes());
    }
    return new Fetched(List.of(path), null, attributes);
  }

  private Map<String, String> unknown(Map<String, String> useful, List<CapturedJson> answers) {
    Set<String> known = new HashSet<>(useful.values());
    known.addAll(context.portal().facts().texts("useless"));
    Set<String> unknown = new TreeSet<>();
    answers.stream().map(LinktreePages::operation).forEach(unknown::add);
    unknown.removeAll(known);
    return unknown.isEmpty() ? Map.of() : Map.of("unknown_operations", String.join(",", unknown));
  }

  /** What was asked; the empty text for a call that is no GraphQL operation. */
  private static String operation(CapturedJson answer) {
    try {
      return JSON.readTree(answer.postData()).path("operationName").asText("");
    } catch (IOException e) {
      return "";
    }
  }

  /** Data beside errors is a part of the data only and is refused. */
  private static void requireWhole(String operation, CapturedJson answer) {
    JsonNode body = read(answer.body());
    if (answer.status() >= 400 || !body.path("errors").isEmpty()) {
      throw new SourceException(
          ErrorCode.SOURCE_ERROR, operation + " answers " + answer.status() + " with errors");
    }
    if (!body.path("data").path(operation).isObject()) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED, operation + " answers without its data");
    }
  }

  /** What was asked and answered, both as they went over the wire: each is JSON, seen before. */
  static byte[] line(CapturedJson answer) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes("{\"request\":".getBytes(UTF_8));
    line.writeBytes(answer.postData().getBytes(UTF_8));
    line.writeBytes(",\"response\":".getBytes(UTF_8));
    line.writeBytes(answer.body());
    line.write('}');
    return line.toByteArray();
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new SourceException(
          ErrorCode.RESPONSE_UNEXPECTED,
          "a GraphQL call is no JSON: " + e.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    browser.close();
  }
}
