package dev.everhook.cli;

import dev.everhook.embedded.Functions;
import dev.everhook.embedded.Words;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code everhook dlq list}. */
@Command(
    name = "list",
    description = {
      "Lists dead letters with their reasons, and changes nothing. While it reads, nobody else can"
          + " receive them.",
      ""
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  everhook dlq list", "  everhook dlq list --limit 1000 --json"})
final class DlqListCommand extends FunctionCommand {
  private static final String ROW = "%-36s  %-12s  %-18s  %8s%n";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "List this many at the most. Default: 100.")
  private int limit = 100;

  @Override
  int ask(EmbeddedFunctions functions, boolean asJson, PrintWriter out, PrintWriter err) {
    String answer =
        functions.invoke(Functions.REDRIVE, "{\"action\":\"list\",\"limit\":" + limit + "}");
    if (asJson) {
      out.println(answer);
    } else {
      print(Answers.read(answer, Answers.Letters.class), Instant.now(), out);
    }
    return Everhook.DONE;
  }

  private static void print(Answers.Letters answer, Instant now, PrintWriter out) {
    if (answer.letters().isEmpty()) {
      out.println("No dead letters.");
      return;
    }
    out.printf(ROW, "KEY", "REASON", "STATUS OR ERROR", "DEAD FOR");
    for (Answers.Letter letter : answer.letters()) {
      out.printf(
          ROW,
          letter.key() == null ? "(no key)" : letter.key(),
          letter.reason(),
          cause(letter),
          Words.duration(Duration.between(Instant.parse(letter.sentAt()), now)));
    }
    if (answer.total() > answer.letters().size()) {
      out.printf("%d of %d.%n", answer.letters().size(), answer.total());
    }
  }

  private static String cause(Answers.Letter letter) {
    if (letter.status() != null) {
      return letter.status().toString();
    }
    return letter.errorCode() == null ? "-" : letter.errorCode();
  }
}
