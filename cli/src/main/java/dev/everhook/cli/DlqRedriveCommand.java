package dev.everhook.cli;

import dev.everhook.embedded.Functions;
import dev.everhook.embedded.Words;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code everhook dlq redrive}. */
@Command(
    name = "redrive",
    description = {
      "Puts dead letters back on the refresh queue, each with its key. Those that are no refresh"
          + " requests stay.",
      ""
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  everhook dlq redrive --limit 1", "  everhook dlq redrive"})
final class DlqRedriveCommand extends FunctionCommand {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Put back this many at the most. Default: 1000.")
  private int limit = 1_000;

  @Override
  int ask(EmbeddedFunctions functions, boolean asJson, PrintWriter out, PrintWriter err) {
    String text =
        functions.invoke(Functions.REDRIVE, "{\"action\":\"redrive\",\"limit\":" + limit + "}");
    Answers.Redrive answer = Answers.read(text, Answers.Redrive.class);
    if (asJson) {
      out.println(text);
    } else {
      print(answer, out);
    }
    return answer.problems().isEmpty() && answer.refused() == 0 ? Everhook.DONE : Everhook.FAILED;
  }

  private static void print(Answers.Redrive answer, PrintWriter out) {
    out.printf(
        "Put back %s; %d in the dead-letter queue.%n",
        Words.count(answer.moved(), "dead letter"), answer.remaining());
    if (answer.refused() > 0) {
      out.printf(
          "%s refused: not a refresh request, so another try cannot help.%n",
          Words.count(answer.refused(), "dead letter"));
    }
    answer.problems().forEach(problem -> out.println("Problem: " + problem));
  }
}
