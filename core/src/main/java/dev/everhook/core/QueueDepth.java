package dev.everhook.core;

/**
 * How many messages a queue holds, as nearly as it says.
 *
 * @param visible those that wait to be received
 * @param inFlight those that were received and are hidden
 * @param delayed those that were sent with a delay
 */
public record QueueDepth(long visible, long inFlight, long delayed) {
  /** All of them. */
  public long total() {
    return visible + inFlight + delayed;
  }
}
