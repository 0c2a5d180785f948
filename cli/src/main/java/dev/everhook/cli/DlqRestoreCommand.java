package dev.everhook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code everhook dlq restore}. */
@Command(
    name = "restore",
    header = "puts an archive back",
    description =
        "Sends every dead letter of an archive to the refresh queue, or back to the dead-letter"
            + " queue. The archive stays; what is restored twice is one delivery all the same.",
    footer = {
      "  everhook dlq restore 2026-11-24T20-11-05Z-51f05ccd",
      "  everhook dlq restore 2026-11-24T20-11-05Z-51f05ccd --to dead-letters"
    })
final class DlqRestoreCommand extends FunctionCommand {
  @Parameters(paramLabel = "NAME", description = "The archive, as \"archive\" named it.")
  private String archive = "";

  @Option(
      names = "--to",
      paramLabel = "QUEUE",
      description = "refresh-queue (default) or dead-letters.")
  private @Nullable String to;

  @Override
  int run(Deployment deployment, Output output) throws IOException, InterruptedException {
    ObjectNode request =
        Requests.action("restore")
            .put("archive", archive)
            .put("requestedBy", deployment.requestedBy());
    if (to != null) {
      request.put("to", to);
    }
    Operation operation = new Operation(deployment, surroundings(), output);
    try (Interrupt interrupt = Interrupt.asks(operation::askToStop)) {
      operation.run(request, "restored", Progress.UNKNOWN);
      OperationTotals totals = operation.totals();
      if (!output.asJson()) {
        print(totals, output);
      }
      return interrupt.endsWith(totals.isAll() ? Everhook.DONE : Everhook.FAILED);
    }
  }

  private static void print(OperationTotals totals, Output output) {
    output.line(
        "Restored %s; %s failed.%s"
            .formatted(
                PlanPage.number(totals.done()),
                PlanPage.number(totals.failed()),
                totals.stopped().equals("done")
                    ? ""
                    : " Not all: stopped, " + totals.stopped() + "."));
    totals.problems().forEach(problem -> Paragraph.print(output, "Problem: " + problem));
  }
}
