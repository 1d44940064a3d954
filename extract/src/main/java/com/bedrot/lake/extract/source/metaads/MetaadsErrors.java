package com.bedrot.lake.extract.source.metaads;

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
final class MetaadsErrors implements AnswerJudge {
  private final ErrorNumbers numbers;
  private final Set<Integer> retrySubcodes;

  MetaadsErrors(FactMap facts) {
    numbers = new ErrorNumbers(facts);
    retrySubcodes = facts.numbers("retry_subcodes");
  }

  @Override
  public Optional<SourceException> refuse(Answer answer) {
    JsonNode error = answer.tryJson().map(json -> json.path("error")).orElse(null);
    if (error == null || !error.isObject()) {
      return Optional.empty();
    }
    int number = error.path("code").asInt(-1);
    int subcode = error.path("error_subcode").asInt(-1);
    String message = Shown.text(error.path("message").asText(""));
    String text =
        answer.shown() + ": error " + number + (subcode < 0 ? "" : "/" + subcode) + ", " + message;
    boolean passing = retrySubcodes.contains(subcode) || answer.status() >= 500;
    return Optional.of(new SourceException(numbers.code(number, passing), text));
  }
}
