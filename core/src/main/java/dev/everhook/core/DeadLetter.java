package dev.everhook.core;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A refresh request in the dead-letter queue, with its reason.
 *
 * @param message the message as it was received
 * @param request what was asked for; null where the body is not a refresh request
 * @param notice what the worker recorded, or as much of it as can be told from the message
 */
public record DeadLetter(
    ReceivedMessage message, @Nullable RefreshRequest request, DeathNotice notice) {

  private static final Pattern NOT_OF_A_CODE = Pattern.compile("[^a-z0-9_]");
  private static final int LONGEST_CODE = 64;

  /**
   * Reads a message of the dead-letter queue; never throws, whatever the message. One that the
   * queue's own redrive policy moved is crashed, whatever attributes it has from an earlier death.
   */
  public static DeadLetter read(ReceivedMessage message) {
    RefreshRequest request = request(message);
    Optional<DeathNotice> recorded = recorded(message);
    return new DeadLetter(message, request, recorded.orElseGet(() -> unrecorded(message, request)));
  }

  /**
   * Reads a message of the scheduler's own dead-letter queue; never throws, whatever the message.
   * Its attributes are the scheduler's, such as {@code ERROR_CODE}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html">the
   *     scheduler's dead-letter queue</a>
   */
  public static DeadLetter unsent(ReceivedMessage message) {
    RefreshRequest request = request(message);
    return new DeadLetter(
        message,
        request,
        notice(
            request,
            0,
            0,
            DeadLetterReason.UNSENT,
            errorCode(message.attributes().get("ERROR_CODE"))));
  }

  /** The key by which the worker knows its delivery; null where it is no refresh request. */
  public @Nullable IdempotencyKey key() {
    return request == null ? null : request.key(notice.generation());
  }

  /** Whether somebody recorded its death, and not the queue's own redrive policy moved it. */
  public boolean isRecorded() {
    return recorded(message).isPresent();
  }

  private static Optional<DeathNotice> recorded(ReceivedMessage message) {
    return message.movedByQueue() ? Optional.empty() : DeathNotice.read(message.attributes());
  }

  private static @Nullable RefreshRequest request(ReceivedMessage message) {
    try {
      return RefreshRequestJson.read(message.body());
    } catch (InvalidRequestException e) {
      return null;
    }
  }

  /** The queue's own redrive policy moves a message without a word. */
  private static DeathNotice unrecorded(ReceivedMessage message, @Nullable RefreshRequest request) {
    return notice(
        request,
        DeathNotice.generationOf(message.attributes()),
        DeathNotice.deathOf(message.attributes()),
        DeadLetterReason.CRASHED,
        null);
  }

  private static DeathNotice notice(
      @Nullable RefreshRequest request,
      int generation,
      int death,
      DeadLetterReason reason,
      @Nullable String errorCode) {
    return new DeathNotice(
        request == null ? null : request.key(generation),
        generation,
        death,
        request == null ? DeadLetterReason.MALFORMED : reason,
        null,
        errorCode,
        0,
        null,
        null);
  }

  private static @Nullable String errorCode(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String code = NOT_OF_A_CODE.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceAll("_");
    return code.substring(0, Math.min(code.length(), LONGEST_CODE));
  }
}
