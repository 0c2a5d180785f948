package dev.everhook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A redrive as an operator makes it: plan, question, canary, the rest, and what came of it. */
final class Redrive {
  private final Deployment deployment;
  private final Surroundings surroundings;
  private final Output output;
  private final Function<String, ObjectNode> requests;
  private final Operation operation;

  /**
   * What an operator wants.
   *
   * @param limit the most letters to move; null for all
   * @param isAgreed whether there is nothing to ask
   * @param takesAll whether every letter of the queue matches
   */
  record Wish(
      @Nullable Integer limit,
      boolean canary,
      boolean newGeneration,
      boolean isAgreed,
      boolean takesAll) {}

  /**
   * @param requests makes a request for an action, with filter and source
   */
  Redrive(
      Deployment deployment,
      Surroundings surroundings,
      Output output,
      Function<String, ObjectNode> requests) {
    this.deployment = deployment;
    this.surroundings = surroundings;
    this.output = output;
    this.requests = requests;
    this.operation = new Operation(deployment, surroundings, output);
  }

  int run(Wish wish) throws IOException, InterruptedException {
    long total = Progress.UNKNOWN;
    if (!wish.isAgreed()) {
      Plan plan = deployment.ask(requests.apply("plan"), Plan.class);
      new PlanPage(output, surroundings.clock().instant()).print(plan);
      total = plan.movable() + plan.settled();
      if (total == 0) {
        output.line("There is nothing to put back.");
        return plan.matched() == 0 ? Everhook.DONE : Everhook.FAILED;
      }
      if (!isWanted(wish, plan)) {
        output.line("Nothing was done.");
        return Everhook.FAILED;
      }
    } else if (wish.takesAll() && wish.limit() == null) {
      total = QueueTotal.of(deployment, requests.apply("plan"));
    }
    try (Interrupt interrupt = Interrupt.asks(operation::askToStop)) {
      return interrupt.endsWith(move(wish, atMost(total, wish.limit())));
    }
  }

  private boolean isWanted(Wish wish, Plan plan) {
    long most = atMost(plan.movable(), wish.limit());
    String what = PlanPage.number(most) + (most == 1 ? " dead letter" : " dead letters");
    return surroundings.agrees("Put back " + what + (wish.canary() ? ", one of them first?" : "?"))
        && (!wish.newGeneration()
            || surroundings.agrees(
                "Each gets a new key: a call that did reach the webhook is made twice. Go on?"));
  }

  private int move(Wish wish, long total) throws IOException, InterruptedException {
    ObjectNode request = requests.apply("redrive").put("requestedBy", deployment.requestedBy());
    if ((wish.canary() && !canaryArrives(request)) || operation.isStopAsked()) {
      return summary(false);
    }
    long done = operation.totals().done();
    if (wish.limit() != null) {
      if (wish.limit() <= done) {
        return summary(true);
      }
      request.put("limit", wish.limit() - done);
    }
    if (!wish.canary() || operation.totals().remaining() > 0) {
      operation.run(request, "moved", total);
    }
    return summary(true);
  }

  private boolean canaryArrives(ObjectNode request) throws IOException, InterruptedException {
    OperationAnswer answer = operation.run(request.deepCopy().put("canary", true), "moved", 1);
    if (answer.canaryKey() == null || answer.moved() == 0) {
      output.note("No canary could be put back, so the rest stays.");
      return false;
    }
    if (answer.resume() != null) {
      // What dies while the canary is under way is not what was asked for.
      request.set("deadBy", answer.resume().get("deadBy"));
    }
    return new Canary(deployment, surroundings, output, operation::isStopAsked)
        .arrives(answer.canaryKey(), answer.operationId());
  }

  private int summary(boolean isWhole) {
    OperationTotals totals = operation.totals();
    if (!output.asJson()) {
      new OperationPage(output).print("Put back", totals);
    }
    return isWhole && totals.isAll() ? Everhook.DONE : Everhook.FAILED;
  }

  private static long atMost(long total, @Nullable Integer limit) {
    return limit == null || (total != Progress.UNKNOWN && total < limit) ? total : limit;
  }
}
