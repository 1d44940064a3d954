package com.bedrot.lake.jobs.spark;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LakeException;
import com.bedrot.lake.conf.error.TransformationException;
import java.util.concurrent.ExecutionException;

/**
 * What a step of Spark's failed of. Spark is Scala: it throws checked exceptions it does not
 * declare, and wraps what a task threw in its own.
 */
public final class SparkFailure {
  private SparkFailure() {}

  /**
   * The lake's own error where one is the cause, however deep; else the failure itself, as one that
   * need not be declared.
   */
  public static RuntimeException unchecked(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LakeException known) {
        return known;
      }
    }
    if (failure instanceof ExecutionException && failure.getCause() != null) {
      return unchecked(failure.getCause());
    }
    return failure instanceof RuntimeException known
        ? known
        : new TransformationException(
            ErrorCode.TRANSFORM_FAILED, String.valueOf(failure.getMessage()), failure);
  }
}
