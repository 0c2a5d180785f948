package dev.everhook.cli;

import static dev.everhook.cli.PlanPage.number;

/** Prints what came of an operation. */
record OperationPage(Output output) {

  /**
   * Prints the counts.
   *
   * @param done what was done with them, such as {@code Put back}
   */
  void print(String done, OperationTotals totals) {
    output.line(
        done
            + " "
            + number(totals.done())
            + (totals.done() == 1 ? " dead letter" : " dead letters")
            + "; "
            + number(totals.remaining())
            + " in the queue."
            + whyItEnded(totals.stopped()));
    Table table = new Table("  ", ">", "", "");
    row(table, totals.settled(), "settled", "delivered already: deleted");
    row(table, totals.blocked(), "blocked", "a call is under way: stay");
    row(
        table,
        totals.malformed(),
        "malformed",
        "no refresh requests, another try cannot help: stay");
    row(table, totals.expired(), "expired", "their notAfter has passed: stay");
    row(table, totals.newer(), "newer", "there only since this began: stay");
    row(table, totals.failed(), "failed", "could not be dealt with: stay");
    row(
        table,
        totals.undeleted(),
        "undeleted",
        "done, but still in the queue: the key makes that safe");
    table.printRows(output);
    totals.problems().forEach(problem -> Paragraph.print(output, "Problem: " + problem));
  }

  private static void row(Table table, long count, String word, String meaning) {
    if (count > 0) {
      table.row(number(count), word, meaning);
    }
  }

  private static String whyItEnded(String stopped) {
    return switch (stopped) {
      case "asked" -> " Stopped as asked.";
      case "deadline" -> " Stopped at the function's deadline.";
      case "failing" -> " Stopped, since nothing could be sent any more.";
      default -> "";
    };
  }
}
