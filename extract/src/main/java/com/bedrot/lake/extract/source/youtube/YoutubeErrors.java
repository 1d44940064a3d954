package com.bedrot.lake.extract.source.youtube;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.Shown;
import com.bedrot.lake.extract.http.Answer;
import com.bedrot.lake.extract.http.AnswerJudge;
import com.bedrot.lake.extract.portal.FactMap;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What the reasons in Google's errors mean, as the contract lists them. */
final class YoutubeErrors implements AnswerJudge {
  private final Set<String> quota;
  private final Set<String> throttle;
  private final Set<String> credential;

  YoutubeErrors(FactMap facts) {
    quota = Set.copyOf(facts.texts("quota_reasons"));
    throttle = Set.copyOf(facts.texts("throttle_reasons"));
    credential = Set.copyOf(facts.texts("credential_reasons"));
  }

  @Override
  public Optional<SourceException> refuse(Answer answer) {
    JsonNode error = answer.tryJson().map(json -> json.path("error")).orElse(null);
    if (error == null || !error.isObject()) {
      return Optional.empty();
    }
    Set<String> reasons = reasons(error);
    return code(reasons, answer.status())
        .map(code -> new SourceException(code, text(answer, error, reasons)));
  }

  /** The old APIs give a list of reasons, the newer ones a status and details. */
  private static Set<String> reasons(JsonNode error) {
    Set<String> reasons = new LinkedHashSet<>();
    error.path("errors").forEach(each -> reasons.add(each.path("reason").asText("")));
    error.path("details").forEach(each -> reasons.add(each.path("reason").asText("")));
    reasons.add(error.path("status").asText(""));
    reasons.remove("");
    return reasons;
  }

  /** Empty where the status alone says what to do. */
  private Optional<ErrorCode> code(Set<String> reasons, int status) {
    if (holds(reasons, quota)) {
      return Optional.of(ErrorCode.SOURCE_USAGE_SPENT);
    }
    if (holds(reasons, throttle)) {
      return Optional.of(ErrorCode.SOURCE_THROTTLED);
    }
    if (holds(reasons, credential)) {
      return Optional.of(ErrorCode.CREDENTIAL_REFUSED);
    }
    return status == 400 || status == 403 || status == 404
        ? Optional.of(ErrorCode.REQUEST_REFUSED)
        : Optional.empty();
  }

  private static boolean holds(Set<String> reasons, Set<String> listed) {
    return !Collections.disjoint(reasons, listed);
  }

  private static String text(Answer answer, JsonNode error, Set<String> reasons) {
    return answer.shown()
        + ": "
        + Shown.text(String.join(", ", reasons) + ": " + error.path("message").asText(""));
  }
}
