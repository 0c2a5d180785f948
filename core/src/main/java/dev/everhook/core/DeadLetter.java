package dev.everhook.core;

import java.util.Optional;
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

  /** Reads a message of the dead-letter queue; never throws, whatever the message. */
  public static DeadLetter read(ReceivedMessage message) {
    RefreshRequest request = request(message);
    Optional<DeathNotice> recorded = DeathNotice.read(message.attributes());
    return new DeadLetter(message, request, recorded.orElseGet(() -> unrecorded(message, request)));
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
    int generation = DeathNotice.generationOf(message.attributes());
    return new DeathNotice(
        request == null ? null : request.key(generation),
        generation,
        DeathNotice.deathOf(message.attributes()),
        request == null ? DeadLetterReason.MALFORMED : DeadLetterReason.CRASHED,
        null,
        null,
        0,
        null,
        null);
  }
}
