package dev.everhook.embedded.sqs;

import static java.util.Objects.requireNonNull;

/**
 * Where a queue puts a message that was received too often without being deleted.
 *
 * @param deadLetterQueue the name of the queue that takes it
 * @param maxReceiveCount after how many receives; at least 1
 */
public record RedrivePolicy(String deadLetterQueue, int maxReceiveCount) {
  public RedrivePolicy {
    requireNonNull(deadLetterQueue, "deadLetterQueue is null");
    if (maxReceiveCount < 1) {
      throw new IllegalArgumentException("maxReceiveCount is " + maxReceiveCount + ", less than 1");
    }
  }
}
