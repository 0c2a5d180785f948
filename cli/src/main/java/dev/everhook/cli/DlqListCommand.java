package dev.everhook.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everhook dlq list}. */
@Command(
    name = "list",
    header = "lists dead letters with their reasons",
    description =
        "Lists dead letters, and changes nothing. While it reads, nobody else can receive what it"
            + " has read.",
    footer = {
      "  everhook dlq list",
      "  everhook dlq list --reason rejected --younger-than 1h",
      "  everhook dlq list --limit 10000 --json"
    })
final class DlqListCommand extends FunctionCommand {
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "List this many at the most. Default: 100.")
  private @Nullable Integer limit = 100;

  @Override
  int run(Deployment deployment, Output output) {
    String answer = deployment.ask(filter.request("list", limit));
    if (output.asJson()) {
      output.line(answer);
    } else {
      print(Answers.read(answer, Letters.class), surroundings().clock().instant(), output);
    }
    return Everhook.DONE;
  }

  private static void print(Letters answer, Instant now, Output output) {
    if (answer.letters().isEmpty()) {
      output.line(
          answer.total() == 0
              ? "No dead letters."
              : "No dead letters match, of " + PlanPage.number(answer.total()) + ".");
      return;
    }
    Table table = new Table("", "KEY", "REASON", "STATUS OR ERROR", ">DEAD FOR");
    for (Letters.Letter letter : answer.letters()) {
      table.row(
          letter.key() == null ? "(no key)" : letter.key(),
          letter.reason(),
          Cause.of(letter.status(), letter.errorCode()),
          Age.of(letter.sentAt(), now));
    }
    table.print(output);
    if (answer.total() > answer.letters().size()) {
      output.line(
          PlanPage.number(answer.letters().size())
              + " of "
              + PlanPage.number(answer.total())
              + ".");
    }
  }
}
