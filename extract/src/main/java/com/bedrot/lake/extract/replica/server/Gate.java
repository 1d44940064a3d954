package com.bedrot.lake.extract.replica.server;

import org.jspecify.annotations.Nullable;

/** Who is let in at an origin, and what those hear who are not. */
public interface Gate {
  /** The account the request's cookie, token or key belongs to; null where it has none alive. */
  @Nullable LabelAccount account(Call call);

  /** The answer to a request without one, or with one that has ended. */
  Reply refused(Call call);

  /** The answer the source gives when it is overloaded or its quota is used up. */
  Reply failed();

  /** The answer with what keeps the caller signed in for longer. */
  default Reply renewed(Call call, Reply reply) {
    return reply;
  }
}
