package dev.everhook.core;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The message: what is asked for, and by whom. Immutable; a value that breaks a rule cannot be
 * made.
 *
 * <p>Its JSON is {@link RefreshRequestJson}'s.
 */
public sealed interface RefreshRequest {

  /** The longest request id, in characters. */
  int MAX_REQUEST_ID = 128;

  /** The longest name of a requester, in characters: room for any IAM ARN. */
  int MAX_REQUESTED_BY = 640;

  /** The longest reason, in characters. */
  int MAX_REASON = 1024;

  /** The longest schedule ARN, in characters: EventBridge Scheduler allows 1,224. */
  int MAX_SCHEDULE_ARN = 1600;

  /** Who asked. */
  Trigger trigger();

  /** What the webhook receives as its body; null for an empty body. */
  @Nullable Payload payload();

  /** The instant after which the refresh is of no use any more; null for none. */
  @Nullable Instant notAfter();

  /**
   * The key of the delivery that this request asks for.
   *
   * @param generation 0, or higher where an operator asked for a new key
   */
  IdempotencyKey key(int generation);

  /**
   * A slot of the schedule. EventBridge Scheduler fills both from its own placeholders, and they
   * stay the same over its retries.
   *
   * @param scheduleArn the schedule's ARN, at most {@value #MAX_SCHEDULE_ARN} characters
   * @param scheduledTime the slot
   */
  record Scheduled(String scheduleArn, Instant scheduledTime) implements RefreshRequest {
    /**
     * @throws InvalidRequestException if the ARN is blank, too long or has control characters
     */
    public Scheduled {
      Text.require("scheduleArn", scheduleArn, MAX_SCHEDULE_ARN);
      Objects.requireNonNull(scheduledTime, "scheduledTime");
    }

    @Override
    public Trigger trigger() {
      return Trigger.SCHEDULE;
    }

    @Override
    public @Nullable Payload payload() {
      return null;
    }

    @Override
    public @Nullable Instant notAfter() {
      return null;
    }

    @Override
    public IdempotencyKey key(int generation) {
      return IdempotencyKey.ofSlot(scheduleArn, scheduledTime, generation);
    }
  }

  /**
   * A refresh that somebody asked for.
   *
   * @param requestId names the request: two with the same id are one delivery; at most {@value
   *     #MAX_REQUEST_ID} characters
   * @param requestedBy who asked, for the record; at most {@value #MAX_REQUESTED_BY} characters
   * @param reason why, for the record; at most {@value #MAX_REASON} characters
   * @param payload the body of the call; null for an empty one
   * @param notAfter the instant after which it is not called any more; null for none
   */
  record Manual(
      String requestId,
      String requestedBy,
      String reason,
      @Nullable Payload payload,
      @Nullable Instant notAfter)
      implements RefreshRequest {
    /**
     * @throws InvalidRequestException if a text is blank, too long or has control characters
     */
    public Manual {
      Text.require("requestId", requestId, MAX_REQUEST_ID);
      Text.require("requestedBy", requestedBy, MAX_REQUESTED_BY);
      Text.require("reason", reason, MAX_REASON);
    }

    @Override
    public Trigger trigger() {
      return Trigger.MANUAL;
    }

    @Override
    public IdempotencyKey key(int generation) {
      return IdempotencyKey.ofRequest(requestId, generation);
    }
  }
}
