package dev.everhook.cli;

import java.io.Console;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param isInteractive whether somebody sits at a terminal: then questions are asked, and bars
 *     drawn
 * @param question asks and gives the answer; null for the end of input
 * @param clock tells the time
 * @param sleeper waits
 */
record Surroundings(
    boolean isInteractive,
    Function<String, @Nullable String> question,
    InstantSource clock,
    Sleeper sleeper) {

  /** This process. */
  static Surroundings ofThisProcess() {
    // Null, by the older rule, or one that is no terminal where input or output goes elsewhere.
    Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    return new Surroundings(
        console.isPresent(),
        question -> console.map(terminal -> terminal.readLine("%s", question)).orElse(null),
        InstantSource.system(),
        Thread::sleep);
  }

  /** Whether the answer to a question is yes; any other word, and none, is no. */
  boolean agrees(String text) {
    String answer = question.apply(text + " [y/N] ");
    return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
  }
}
