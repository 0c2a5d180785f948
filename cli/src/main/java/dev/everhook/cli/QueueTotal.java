package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.core.exception.SdkException;

/** How many letters a queue holds, for a progress bar. */
final class QueueTotal {
  private QueueTotal() {}

  /**
   * Asks for the depth of a queue.
   *
   * @param request names the queue by its source
   * @return about how many, or {@link Progress#UNKNOWN}
   */
  static long of(Deployment deployment, ObjectNode request) {
    boolean isScheduler = request.path("source").asText().equals("scheduler");
    try {
      JsonNode queue =
          deployment
              .ask(Requests.action("status"), JsonNode.class)
              .path("queues")
              .path(isScheduler ? "scheduler" : "deadLetters");
      return queue.isObject()
          ? queue.path("visible").asLong() + queue.path("inFlight").asLong()
          : Progress.UNKNOWN;
    } catch (SdkException | FunctionFailedException e) {
      return Progress.UNKNOWN;
    }
  }
}
