package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.everhook.core.InvalidRequestException;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code everhook dlq show}. */
@Command(
    name = "show",
    header = "shows one dead letter, and what the ledger knows of it",
    description =
        "Shows the body of a dead letter, its attributes and why it died, and every attempt on a"
            + " time line. Changes nothing.",
    footer = {
      "  everhook dlq show 51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11",
      "  everhook dlq show 51f05ccd",
    })
final class DlqShowCommand extends FunctionCommand {
  private static final int WHOLE = 36;
  private static final int MOST_SEARCHED = 10_000;

  @Parameters(
      paramLabel = "KEY|MESSAGE_ID",
      description = "The letter's key, or its message id; the first digits will do.")
  private String wanted = "";

  @Override
  int run(Deployment deployment, Output output) {
    JsonNode letters = letters(deployment);
    if (letters.isEmpty()) {
      throw new InvalidRequestException(
          "KEY|MESSAGE_ID", "no dead letter that could be read has that key or message id");
    }
    if (output.asJson()) {
      letters.forEach(letter -> output.line(letter.toString()));
      return Everhook.DONE;
    }
    for (JsonNode letter : letters) {
      print(Answers.read(letter.toString(), Letters.Letter.class), deployment, output);
    }
    return Everhook.DONE;
  }

  private JsonNode letters(Deployment deployment) {
    String name = wanted.length() == WHOLE ? wanted : wholeName(deployment);
    JsonNode byKey = letters(deployment, "keys", name);
    return byKey.isEmpty() ? letters(deployment, "messageIds", name) : byKey;
  }

  private static JsonNode letters(Deployment deployment, String field, String name) {
    ObjectNode request = Requests.action("list").put("withBody", true);
    request.putObject("filter").putArray(field).add(name);
    return deployment.ask(request, JsonNode.class).path("letters");
  }

  private String wholeName(Deployment deployment) {
    List<String> names =
        deployment
            .ask(Requests.action("list").put("limit", MOST_SEARCHED), Letters.class)
            .letters()
            .stream()
            .map(
                letter ->
                    letter.key() != null && letter.key().startsWith(wanted)
                        ? letter.key()
                        : letter.messageId())
            .filter(name -> name.startsWith(wanted))
            .distinct()
            .toList();
    if (names.size() != 1) {
      throw new InvalidRequestException(
          "KEY|MESSAGE_ID",
          names.isEmpty()
              ? "no dead letter begins with that"
              : names.size() + " dead letters begin with that; give more digits");
    }
    return names.getFirst();
  }

  private static void print(Letters.Letter letter, Deployment deployment, Output output) {
    Fields fields = new Fields(output);
    fields.row("message", letter.messageId());
    fields.row("key", letter.key() == null ? "(no key)" : letter.key());
    fields.row("died of", new Cell(diagnosis(letter), Cell.Tone.BAD));
    fields.row("dead since", letter.sentAt());
    fields.row("attempts", letter.attempts());
    fields.row("first", letter.firstAttempt());
    fields.row("last", letter.lastAttempt());
    fields.row("slot", letter.slot());
    fields.row("request id", letter.requestId());
    fields.row("requested by", letter.requestedBy());
    new TreeMap<>(letter.attributes())
        .forEach((name, value) -> fields.row("attribute", name + " = " + value));
    fields.row("body", letter.body());
    if (letter.key() != null) {
      output.line("");
      history(letter.key(), deployment, output);
    }
  }

  private static String diagnosis(Letters.Letter letter) {
    return letter.reason() + " " + Cause.of(letter.status(), letter.errorCode());
  }

  private static void history(String key, Deployment deployment, Output output) {
    List<Delivery> found =
        deployment.ask(Requests.deliveries(List.of(key)), Delivery.Page.class).deliveries();
    if (found.isEmpty()) {
      output.line("The ledger knows nothing of it.");
      return;
    }
    Fields fields = new Fields(output);
    fields.row("ledger says", Cell.word(found.getFirst().state()));
    new DeliveryPage(output).timeLine(found.getFirst().history());
  }
}
