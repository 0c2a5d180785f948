package dev.everhook.worker;

import org.jspecify.annotations.Nullable;

/** What came back from a call to the webhook. */
public sealed interface CallResult {

  /**
   * An answer.
   *
   * @param status its status
   * @param retryAfter its {@code Retry-After} header as it stands; null for none
   * @param body its body, or the first 16 KiB of it, as far as it came
   */
  record Answered(int status, @Nullable String retryAfter, String body) implements CallResult {}

  /** No answer. */
  record Failed(CallFailure failure) implements CallResult {}
}
