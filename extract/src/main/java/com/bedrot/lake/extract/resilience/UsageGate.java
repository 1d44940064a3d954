package com.bedrot.lake.extract.resilience;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Watches how much of an account's allowance a source says is used, in headers that hold JSON with
 * percentages: near the limit calls are spaced out, one second for each percent; at the limit none
 * is made. Headers that are absent or malformed say nothing. Thread-safe.
 */
public final class UsageGate {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?");

  private final PortalFacts.Rate rate;
  private final Sleeper sleeper;
  private double used;
  private double waitMinutes;

  public UsageGate(PortalFacts.Rate rate, Sleeper sleeper) {
    this.rate = rate;
    this.sleeper = sleeper;
  }

  /** Takes note of an answer's headers. */
  public void observe(Function<String, List<String>> headers) {
    double share = -1;
    double minutes = 0;
    for (String name : rate.usageHeaders()) {
      for (String value : headers.apply(name)) {
        try {
          JsonNode usage = MAPPER.readTree(value);
          share = Math.max(share, largest(usage, rate.usageFields()));
          minutes = Math.max(minutes, largest(usage, rate.waitFields()));
        } catch (JsonProcessingException malformed) {
          continue;
        }
      }
    }
    if (share >= 0) {
      note(share, minutes);
    }
  }

  private synchronized void note(double share, double minutes) {
    used = share;
    waitMinutes = Math.max(0, minutes);
  }

  /**
   * Waits or refuses before the next call.
   *
   * @throws SourceException {@code SOURCE_USAGE_SPENT} at the limit
   */
  public void pass() {
    double share;
    double minutes;
    synchronized (this) {
      share = used;
      minutes = waitMinutes;
    }
    if (share >= rate.stopAt()) {
      throw new SourceException(
          ErrorCode.SOURCE_USAGE_SPENT,
          "the source says that "
              + Math.round(share)
              + " % of the account's calls are used"
              + (minutes > 0 ? "; wait " + Math.round(minutes) + " minutes" : ""));
    }
    if (share >= rate.slowAt()) {
      sleeper.sleep(Duration.ofSeconds(1 + Math.round(share) - rate.slowAt()));
    }
  }

  private static double largest(JsonNode node, Iterable<String> fields) {
    double largest = -1;
    for (String field : fields) {
      largest = Math.max(largest, number(node.path(field)));
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      largest = Math.max(largest, largest(child.getValue(), fields));
    }
    for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
      largest = Math.max(largest, largest(item, fields));
    }
    return largest;
  }

  private static double number(JsonNode value) {
    String text = value.asText("").strip();
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : -1;
  }
}
