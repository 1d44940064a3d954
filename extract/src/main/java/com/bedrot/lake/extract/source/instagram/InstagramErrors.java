package com.bedrot.lake.extract.source.instagram;

import com.bedrot.lake.conf.format.Shown;
import com.bedrot.lake.extract.http.Answer;
import com.bedrot.lake.extract.http.AnswerJudge;
import com.bedrot.lake.extract.portal.ErrorNumbers;
import com.bedrot.lake.extract.portal.FactMap;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** What the Graph API's error numbers mean, as the contract lists them. */
final class InstagramErrors implements AnswerJudge {
  private final ErrorNumbers numbers;
  private final Set<Integer> metric;
  private int last = -1;

  InstagramErrors(FactMap facts) {
    numbers = new ErrorNumbers(facts);
    metric = facts.numbers("metric_codes");
  }

  /** Whether the last refusal says that a metric is not there, and not that nothing may be read. */
  boolean refusedAMetric() {
    return metric.contains(last);
  }

  @Override
  public Optional<SourceException> refuse(Answer answer) {
    JsonNode error = answer.tryJson().map(json -> json.path("error")).orElse(null);
    if (error == null || !error.isObject()) {
      return Optional.empty();
    }
    int number = error.path("code").asInt(-1);
    last = number;
    String message = Shown.text(error.path("message").asText(""));
    return Optional.of(
        new SourceException(
            numbers.code(number, answer.status() >= 500),
            answer.shown() + ": error " + number + ", " + message));
  }
}
