package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One invoke of the redrive function that changes something: it runs on a thread of its own, while
 * this one asks how far it is. Where the connection breaks, the operation's record still says what
 * came of it.
 */
final class OperationCall {
  private static final Duration ASKED_EACH = Duration.ofMillis(500);

  private final Deployment deployment;
  private final Sleeper sleeper;
  private final Progress progress;
  private final ObjectNode request;
  private final String id;
  private volatile boolean isStopWanted;

  /**
   * @param request all but the operation's id
   * @param progress told how many are done
   */
  OperationCall(Deployment deployment, Sleeper sleeper, Progress progress, ObjectNode request) {
    this.deployment = deployment;
    this.sleeper = sleeper;
    this.progress = progress;
    this.id = UUID.randomUUID().toString();
    this.request = request.deepCopy().put("operationId", id);
  }

  /**
   * Invokes, and waits for the answer.
   *
   * @return the answer's JSON
   * @throws FunctionFailedException if the function refused it, or failed
   * @throws IOException if nobody knows what came of it, with the operation's id
   */
  String answer() throws IOException, InterruptedException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> invoke(answer));
    while (true) {
      try {
        return answer.get(ASKED_EACH.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (isStopWanted) {
          askToStop();
        }
        showProgress();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof SdkException broken) {
          return recorded(broken);
        }
        throw e.getCause() instanceof RuntimeException failed
            ? failed
            : new IllegalStateException(e.getCause());
      }
    }
  }

  private void invoke(CompletableFuture<String> answer) {
    try {
      answer.complete(deployment.ask(request));
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  /** Asks it to stop, until it was heard; what was done by then, the answer says. */
  void askToStop() {
    isStopWanted = true;
    try {
      JsonNode answer =
          Answers.read(
              deployment.ask(Requests.action("stop").put("operationId", id)), JsonNode.class);
      isStopWanted = !answer.path("asked").asBoolean();
    } catch (SdkException | FunctionFailedException e) {
      // Asked again before long.
    }
  }

  /** How far it is is a courtesy: a question that fails disturbs nobody. */
  private void showProgress() {
    try {
      progress.at(state().done());
    } catch (SdkException | FunctionFailedException e) {
      // The next one may do.
    }
  }

  OperationState state() {
    return deployment.ask(
        Requests.action("operation").put("operationId", id), OperationState.class);
  }

  private String recorded(SdkException broken) throws IOException, InterruptedException {
    OperationState state;
    try {
      for (state = state(); state.state().equals("running"); state = state()) {
        progress.at(state.done());
        sleeper.sleep(ASKED_EACH);
      }
    } catch (SdkException | FunctionFailedException e) {
      throw lost("Everhook does not answer", broken);
    }
    if (state.answer() == null) {
      throw lost("its record says: " + state.state(), broken);
    }
    return state.answer().toString();
  }

  private IOException lost(String what, SdkException broken) {
    return new IOException(
        "The call broke off (%s), and %s. Nothing is lost; operation %s may have been done in part."
            .formatted(broken.getMessage(), what, id),
        broken);
  }
}
