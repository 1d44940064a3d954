package com.bedrot.lake.extract.source.mailchimp;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.Shown;
import com.bedrot.lake.extract.http.Answer;
import com.bedrot.lake.extract.http.AnswerJudge;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What Mailchimp's refusals mean: a 403 without a body is its limit of connections, one with a
 * problem says what is forbidden. Everything else is told by its status.
 */
final class MailchimpErrors implements AnswerJudge {
  private static final int FORBIDDEN = 403;

  @Override
  public Optional<SourceException> refuse(Answer answer) {
    if (answer.status() != FORBIDDEN) {
      return Optional.empty();
    }
    if (answer.text().isBlank()) {
      return Optional.of(
          new SourceException(
              ErrorCode.SOURCE_THROTTLED, answer.shown() + ": status 403 without a body"));
    }
    return answer
        .tryJson()
        .filter(JsonNode::isObject)
        .map(problem -> new SourceException(ErrorCode.REQUEST_REFUSED, text(answer, problem)));
  }

  private static String text(Answer answer, JsonNode problem) {
    return answer.shown()
        + ": "
        + Shown.text(problem.path("title").asText(""))
        + ", "
        + Shown.text(problem.path("detail").asText(""));
  }
}
