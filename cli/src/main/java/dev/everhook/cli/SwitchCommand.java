package dev.everhook.cli;

import java.io.IOException;

/** Switches consumption off or on: in AWS and in the embedded run, the event source mapping. */
abstract class SwitchCommand extends FunctionCommand {
  /** Whether the worker is to take messages. */
  abstract boolean enables();

  /** What to say when it is done. */
  abstract String done();

  @Override
  final int run(Deployment deployment, Output output) throws IOException, InterruptedException {
    String state = deployment.consumption().switchTo(enables(), surroundings().sleeper());
    boolean isDone = state.equals(enables() ? "Enabled" : "Disabled");
    if (output.asJson()) {
      output.line(Answers.JSON.createObjectNode().put("state", state).toString());
    } else {
      output.line(isDone ? done() : "Asked, but Lambda says still: " + state + ".");
    }
    return isDone ? Everhook.DONE : Everhook.FAILED;
  }
}
