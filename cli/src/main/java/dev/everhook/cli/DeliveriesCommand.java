package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.InvalidRequestException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code everhook deliveries}. */
@Command(
    name = "deliveries",
    header = "shows the ledger",
    description =
        "Lists the deliveries that changed last. With a key, shows all that is known of one, and"
            + " every attempt on a time line.",
    footer = {
      "  everhook deliveries",
      "  everhook deliveries 51f05ccd",
      "  everhook deliveries --limit 1000 --json"
    })
final class DeliveriesCommand extends FunctionCommand {
  @Parameters(
      paramLabel = "KEY",
      arity = "0..1",
      description = "A whole key, or its first digits if it is among the 1000 recent ones.")
  private @Nullable String key;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "List this many at the most, up to 1000. Default: 50.")
  private int limit = 50;

  @Override
  int run(Deployment deployment, Output output) {
    return key == null ? list(deployment, output) : one(deployment, key, output);
  }

  private int list(Deployment deployment, Output output) {
    String answer = deployment.ask(Requests.recentDeliveries(limit));
    if (output.asJson()) {
      output.line(answer);
    } else {
      print(Answers.read(answer, Delivery.Page.class).deliveries(), output);
    }
    return Everhook.DONE;
  }

  private static int one(Deployment deployment, String text, Output output) {
    String key = new DeliverySearch(deployment).key(text);
    String answer = deployment.ask(Requests.deliveries(List.of(key)));
    List<Delivery> found = Answers.read(answer, Delivery.Page.class).deliveries();
    if (found.isEmpty()) {
      throw new InvalidRequestException(
          "KEY", "the ledger has no such delivery; it forgets one 30 days after its last change");
    }
    if (output.asJson()) {
      output.line(Answers.read(answer, JsonNode.class).path("deliveries").get(0).toString());
    } else {
      new DeliveryPage(output).print(found.getFirst());
    }
    return Everhook.DONE;
  }

  private void print(List<Delivery> deliveries, Output output) {
    if (deliveries.isEmpty()) {
      output.line("No deliveries yet.");
      return;
    }
    Instant now = surroundings().clock().instant();
    Table table = new Table("", "KEY", "STATE", "SLOT OR REQUEST", ">ATTEMPTS", "LAST", ">CHANGED");
    for (Delivery delivery : deliveries) {
      table.row(
          KeyPrefix.of(delivery.key()),
          Cell.word(delivery.state()),
          delivery.subject(),
          delivery.history().size(),
          last(delivery.history()),
          Age.brief(delivery.changedAt(), now) + " ago");
    }
    table.print(output);
  }

  private static Cell last(List<Delivery.PastAttempt> history) {
    if (history.isEmpty()) {
      return Cell.of("-");
    }
    Delivery.PastAttempt last = history.getLast();
    return new Cell(
        last.outcome() + " " + Cause.of(last.status(), last.errorCode()),
        Cell.word(last.outcome()).tone());
  }
}
