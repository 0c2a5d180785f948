package dev.everhook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everhook dlq plan}. */
@Command(
    name = "plan",
    header = "says what a redrive would do",
    description =
        "Reads the dead-letter queue, groups what it finds by reason and status, says what the"
            + " ledger knows of each group and what a redrive would do with it. Changes nothing."
            + " While it reads, nobody else can receive what it has read; it gives all back at its"
            + " end, or 16 minutes later if it dies.",
    footer = {
      "  everhook dlq plan",
      "  everhook dlq plan --reason exhausted,rejected --older-than 2h",
      "  everhook dlq plan --status 500-599 --json"
    })
final class DlqPlanCommand extends FunctionCommand {
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Read this many at the most. Default: 100000.")
  private @Nullable Integer limit;

  @Override
  int run(Deployment deployment, Output output) {
    ObjectNode request = filter.request("plan", limit);
    String answer = deployment.ask(request);
    if (output.asJson()) {
      output.line(answer);
    } else {
      new PlanPage(output, surroundings().clock().instant())
          .print(Answers.read(answer, Plan.class));
    }
    return Everhook.DONE;
  }
}
