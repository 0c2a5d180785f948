package dev.everhook.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code everhook tail}. */
@Command(
    name = "tail",
    header = "shows attempts as they happen",
    description =
        "Prints the latest attempts, and then each new one once it is over, until Ctrl-C. Asks"
            + " once a second.",
    footer = {"  everhook tail", "  everhook tail --lines 0 --json"})
final class TailCommand extends FunctionCommand {
  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "Begin with so many of the latest attempts. Default: 10.")
  private int lines = 10;

  @Override
  void check() {
    if (lines < 0) {
      throw wrong("--lines: must be 0 or more");
    }
  }

  @Override
  int run(Deployment deployment, Output output) throws InterruptedException {
    Tail tail = new Tail(deployment, surroundings(), new TailLines(output)::print);
    tail.begin(lines);
    tail.follow(() -> true);
    return Everhook.DONE;
  }
}
