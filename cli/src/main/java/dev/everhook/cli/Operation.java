package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something that an operator does with dead letters, to its end: an invoke that stops at its
 * function's deadline is followed by another one for the rest. Ctrl-C asks the running one to stop.
 */
final class Operation {
  private final Deployment deployment;
  private final Surroundings surroundings;
  private final Output output;
  private final OperationTotals totals = new OperationTotals();
  private volatile boolean isStopAsked;
  private volatile @Nullable OperationCall running;

  Operation(Deployment deployment, Surroundings surroundings, Output output) {
    this.deployment = deployment;
    this.surroundings = surroundings;
    this.output = output;
  }

  OperationTotals totals() {
    return totals;
  }

  /** Whether somebody pressed Ctrl-C. */
  boolean isStopAsked() {
    return isStopAsked;
  }

  /** Asks what runs to stop, and begins nothing more. */
  void askToStop() {
    isStopAsked = true;
    output.note("");
    output.note("Stopping ...");
    OperationCall call = running;
    if (call != null) {
      call.askToStop();
    }
  }

  /**
   * Does it, and prints each answer where the output is JSON.
   *
   * @param request all but the operation's id
   * @param total how many there are to do, or {@link Progress#UNKNOWN}
   * @return the last answer
   */
  OperationAnswer run(ObjectNode request, String task, long total)
      throws IOException, InterruptedException {
    try (Progress progress = Progress.show(task, total, output, surroundings)) {
      ObjectNode next = request;
      while (true) {
        OperationAnswer answer = call(next, progress);
        JsonNode resume = answer.resume();
        if (isStopAsked || !"deadline".equals(answer.stopped()) || resume == null) {
          return answer;
        }
        next = (ObjectNode) resume;
      }
    }
  }

  private OperationAnswer call(ObjectNode request, Progress progress)
      throws IOException, InterruptedException {
    long before = totals.done() + totals.settled();
    Progress onTop = new Later(progress, before);
    OperationCall call = new OperationCall(deployment, surroundings.sleeper(), onTop, request);
    running = call;
    if (isStopAsked) {
      // Ctrl-C came between two invokes.
      call.askToStop();
    }
    String json = call.answer();
    OperationAnswer answer = Answers.read(json, OperationAnswer.class);
    totals.add(answer);
    onTop.at(answer.done() + answer.settled());
    if (output.asJson()) {
      output.line(json);
    }
    return answer;
  }

  /** Counts on from what earlier invokes did. */
  private record Later(Progress progress, long before) implements Progress {
    @Override
    public void at(long done) {
      progress.at(before + done);
    }

    @Override
    public void close() {}
  }
}
