package dev.everhook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everhook dlq archive}. */
@Command(
    name = "archive",
    header = "moves dead letters into files",
    description = {
      "Writes the dead letters that match to the archive, one JSON object a line, reads them back,"
          + " and only then deletes them from the queue; those that are no refresh requests too."
          + " What dies after this began stays. In"
          + " AWS the archive is a bucket, in the embedded run the folder archives of its data"
          + " folder.",
      "",
      "Ctrl-C stops it cleanly. \"everhook dlq restore NAME\" puts an archive back."
    },
    footer = {
      "  everhook dlq archive --reason malformed",
      "  everhook dlq archive --older-than 3d --limit 1000"
    })
final class DlqArchiveCommand extends FunctionCommand {
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(names = "--limit", paramLabel = "N", description = "Archive this many at the most.")
  private @Nullable Integer limit;

  @Override
  int run(Deployment deployment, Output output) throws IOException, InterruptedException {
    ObjectNode request =
        filter.request("archive", limit).put("requestedBy", deployment.requestedBy());
    long total =
        filter.takesAll() && limit == null ? QueueTotal.of(deployment, request) : Progress.UNKNOWN;
    Operation operation = new Operation(deployment, surroundings(), output);
    try (Interrupt interrupt = Interrupt.asks(operation::askToStop)) {
      OperationAnswer answer = operation.run(request, "archived", total);
      if (!output.asJson()) {
        print(operation.totals(), answer, output);
      }
      return interrupt.endsWith(operation.totals().isAll() ? Everhook.DONE : Everhook.FAILED);
    }
  }

  private void print(OperationTotals totals, OperationAnswer answer, Output output) {
    new OperationPage(output).print("Archived", totals);
    if (totals.done() > 0 && answer.archive() != null) {
      output.line(
          "They are in " + (answer.location() == null ? answer.archive() : answer.location()));
      output.line("Back with them: everhook dlq restore " + answer.archive() + target());
    }
  }
}
