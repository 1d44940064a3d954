package com.bedrot.lake.extract.http;

import com.bedrot.lake.extract.resilience.SourceException;
import java.util.Optional;

/**
 * What a source's own errors mean: some come with status 200, some under a status that means
 * something else elsewhere. Asked for every whole answer, before the status is looked at.
 */
@FunctionalInterface
public interface AnswerJudge {
  /** Leaves it to the status. */
  AnswerJudge BY_STATUS = answer -> Optional.empty();

  /** Why the answer is an error; empty where it says nothing of its own. */
  Optional<SourceException> refuse(Answer answer);
}
