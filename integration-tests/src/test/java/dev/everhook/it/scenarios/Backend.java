package dev.everhook.it.scenarios;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.RefreshQueue;
import dev.everhook.it.Operator;
import dev.everhook.it.Receiver;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A way of running Everhook, with a webhook of the test's own behind it. Its parameters scale time:
 * {@link #PARAMETERS}.
 */
interface Backend extends AutoCloseable {
  /** The attempts of a delivery. */
  int MAX_ATTEMPTS = 6;

  /** Seconds that stand for minutes and hours: the first delay, and every later one. */
  Map<String, String> PARAMETERS =
      Map.of(
          "RetryBaseDelay",
          "1",
          "RetryMaxDelay",
          "2",
          "MaxAttempts",
          Integer.toString(MAX_ATTEMPTS),
          "WebhookTimeout",
          "10");

  /** What a delivery waits for at the least after an unknown outcome, in seconds. */
  int WEBHOOK_TIMEOUT = 10;

  /** Which scenarios it cannot play, and why. */
  Map<Scenario, String> cannot();

  /** The webhook. */
  Receiver receiver();

  /** Who runs commands against it. */
  Operator operator();

  /** The queue that anybody can send to. */
  RefreshQueue refreshQueue();

  /** Has a slot of the schedule come, and returns its key. */
  String slotComes() throws Exception;

  /** Is down while slots go by, and comes back. */
  default MissedSlots missSlots() throws Exception {
    throw new UnsupportedOperationException(cannot().get(Scenario.MISSED_SLOT));
  }

  /**
   * The slots that went by.
   *
   * @param madeUp the latest one's key
   * @param others the others' keys
   */
  record MissedSlots(String madeUp, List<String> others) {
    public MissedSlots {
      others = List.copyOf(others);
    }
  }

  /** Kills the worker; the delivery's lease is over by the time that it works again. */
  void killWorker(IdempotencyKey inFlight) throws Exception;

  /** Changes the webhook's token where the worker reads it. */
  void rotateToken(String token) throws Exception;

  /** Has the webhook refuse connections. */
  default void webhookGoesDown() throws Exception {
    receiver().goDown();
  }

  /** Has it accept them again. */
  default void webhookComesBack() throws Exception {
    receiver().comeBack();
  }

  @Override
  void close() throws IOException;
}
