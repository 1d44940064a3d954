package com.bedrot.lake.conf.store.setup;

import com.bedrot.lake.conf.settings.store.StoreRole;

/**
 * One call to be made with a role's keys.
 *
 * @param call what is done, e.g. {@code read raw/}
 * @param allowed whether the role may do it
 */
public record Trial(StoreRole role, String call, boolean allowed) {
  /** How a call ended. */
  public enum Answer {
    CARRIED_OUT,
    REFUSED,
    /** Neither: the store did not answer, or answered something else. */
    UNCLEAR
  }

  /**
   * How it went.
   *
   * @param detail the store's words where the answer is unclear, else empty
   */
  public record Result(Trial trial, Answer answer, String detail) {
    /** Whether the store did what the role's rights say. */
    public boolean isRight() {
      return answer == (trial.allowed() ? Answer.CARRIED_OUT : Answer.REFUSED);
    }
  }
}
