package dev.everhook.core;

import java.time.Instant;
import java.util.Map;

/**
 * A message as it was received: invisible to others until its visibility timeout ends.
 *
 * @param id the queue's id of the message; another after each send
 * @param receipt the right to hide or delete it, of this receive alone
 * @param body what is asked for
 * @param attributes what Everhook added
 * @param receiveCount how often it was received, this time included
 * @param sentAt when it was sent
 * @param firstReceivedAt when it was received for the first time
 * @param receivedAt when it was received this time, as nearly as is known
 * @param movedByQueue whether the redrive policy of another queue put it here, and not a sender
 */
public record ReceivedMessage(
    String id,
    String receipt,
    String body,
    Map<String, String> attributes,
    int receiveCount,
    Instant sentAt,
    Instant firstReceivedAt,
    Instant receivedAt,
    boolean movedByQueue) {

  public ReceivedMessage {
    attributes = Map.copyOf(attributes);
  }

  /** A message that somebody sent to the queue in which it was received. */
  public ReceivedMessage(
      String id,
      String receipt,
      String body,
      Map<String, String> attributes,
      int receiveCount,
      Instant sentAt,
      Instant firstReceivedAt,
      Instant receivedAt) {
    this(id, receipt, body, attributes, receiveCount, sentAt, firstReceivedAt, receivedAt, false);
  }
}
