package dev.everhook.cli;

import dev.everhook.core.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Waits for what becomes of the one dead letter that was put back before the others. */
final class Canary {
  private static final Duration ASKED_EACH = Duration.ofSeconds(1);

  /** A full call, the wait of a busy queue before it, and some. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Deployment deployment;
  private final Surroundings surroundings;
  private final Output output;
  private final BooleanSupplier isStopAsked;

  Canary(
      Deployment deployment,
      Surroundings surroundings,
      Output output,
      BooleanSupplier isStopAsked) {
    this.deployment = deployment;
    this.surroundings = surroundings;
    this.output = output;
    this.isStopAsked = isStopAsked;
  }

  /**
   * Waits for the first attempt since an operation began.
   *
   * @return whether it was delivered; if not, the reason has been said
   */
  boolean arrives(String key, String operationId) throws IOException, InterruptedException {
    output.note("Canary " + key + " is back on the refresh queue; waiting for its next attempt.");
    Instant since = began(operationId);
    Instant end = surroundings.clock().instant().plus(PATIENCE);
    while (!isStopAsked.getAsBoolean() && surroundings.clock().instant().isBefore(end)) {
      Optional<News> news = news(key, since);
      if (news.isPresent()) {
        boolean isDelivered = news.get().isDelivered();
        output.note(
            "Canary %s; %s."
                .formatted(news.get().text(), isDelivered ? "the rest follows" : "the rest stays"));
        return isDelivered;
      }
      surroundings.sleeper().sleep(ASKED_EACH);
    }
    output.note("The canary has not been attempted yet; the rest stays.");
    return false;
  }

  /** By the function's clock, which the attempts are timed by too. */
  private Instant began(String operationId) throws IOException {
    Instant began =
        deployment
            .ask(Requests.action("operation").put("operationId", operationId), OperationState.class)
            .startedAt();
    if (began == null) {
      throw new IOException("There is no record of operation " + operationId + ".");
    }
    return began;
  }

  private record News(boolean isDelivered, String text) {}

  private Optional<News> news(String key, Instant since) {
    Delivery.Page page = deployment.ask(Requests.deliveries(List.of(key)), Delivery.Page.class);
    for (Delivery delivery : page.deliveries()) {
      for (Delivery.PastAttempt attempt : delivery.history()) {
        // The webhook is still at work on an earlier call: that says nothing yet.
        boolean saysNothing = attempt.outcome().equals(Outcome.InProgress.WORD);
        if (!attempt.startedAt().isBefore(since) && !saysNothing) {
          return Optional.of(
              new News(
                  attempt.outcome().equals(Outcome.Delivered.WORD),
                  attempt.outcome() + " " + Cause.of(attempt.status(), attempt.errorCode())));
        }
      }
      if (delivery.state().equals("dead") && !delivery.changedAt().isBefore(since)) {
        String reason = delivery.death() == null ? "" : delivery.death().reason();
        return Optional.of(new News(false, "dead " + reason));
      }
    }
    return Optional.empty();
  }
}
