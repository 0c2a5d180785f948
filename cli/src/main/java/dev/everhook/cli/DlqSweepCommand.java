package dev.everhook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code everhook dlq sweep}. */
@Command(
    name = "sweep",
    header = "sends overdue deliveries again whose message is gone",
    description =
        "Finds deliveries that the ledger holds to be due for long, while no message waits on the"
            + " refresh queue, and sends each again. Everhook does it by itself every hour.",
    footer = {"  everhook dlq sweep", "  everhook dlq sweep --limit 10 --json"})
final class DlqSweepCommand extends FunctionCommand {
  @Option(names = "--limit", paramLabel = "N", description = "Send this many at the most.")
  private @Nullable Integer limit;

  @Override
  int run(Deployment deployment, Output output) {
    ObjectNode request = Requests.action("sweep").put("requestedBy", deployment.requestedBy());
    if (limit != null) {
      request.put("limit", limit);
    }
    String answer = deployment.ask(request);
    Sweep sweep = Answers.read(answer, Sweep.class);
    if (output.asJson()) {
      output.line(answer);
    } else {
      print(sweep, output);
    }
    return sweep.problems().isEmpty() ? Everhook.DONE : Everhook.FAILED;
  }

  private static void print(Sweep sweep, Output output) {
    output.line(
        "%s overdue%s; %s sent again."
            .formatted(
                PlanPage.number(sweep.overdue()),
                sweep.oldest() == null ? "" : ", the oldest since " + sweep.oldest(),
                PlanPage.number(sweep.swept())));
    if (sweep.skipped() != null && !sweep.skipped().equals("0")) {
      Paragraph.print(output, "Skipped: " + sweep.skipped());
    }
    sweep.problems().forEach(problem -> Paragraph.print(output, "Problem: " + problem));
  }
}
