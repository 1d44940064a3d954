package com.bedrot.lake.extract.replica.server;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An API that knows its callers by a token or key.
 *
 * @param find the account of a request's token
 * @param refusal the answer to a request without one
 * @param failure the answer of an overloaded API
 */
public record TokenGate(Function<Call, Optional<LabelAccount>> find, Reply refusal, Reply failure)
    implements Gate {
  @Override
  public @Nullable LabelAccount account(Call call) {
    return find.apply(call).orElse(null);
  }

  @Override
  public Reply refused(Call call) {
    return refusal;
  }

  @Override
  public Reply failed() {
    return failure;
  }
}
