package dev.everhook.it.lambda;

/** What became of an invoke. */
public sealed interface InvokeResult {

  /**
   * The function answered.
   *
   * @param body its answer, in JSON
   */
  record Answered(String body) implements InvokeResult {}

  /**
   * It did not, so that nothing is known of what it did.
   *
   * @param problem what Lambda would report, such as {@code Runtime.ExitError}
   */
  record Failed(String problem) implements InvokeResult {}
}
