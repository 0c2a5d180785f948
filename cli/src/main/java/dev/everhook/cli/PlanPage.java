package dev.everhook.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a plan: what is there, by group, and what a redrive would do with it. */
final class PlanPage {
  private final Output output;
  private final Instant now;

  PlanPage(Output output, Instant now) {
    this.output = output;
    this.now = now;
  }

  void print(Plan plan) {
    if (plan.matched() == 0) {
      output.line(
          plan.total() == 0
              ? "There are no dead letters."
              : number(plan.read()) + " dead letters were read; none of them matches.");
    } else {
      groups(plan.groups());
      output.line("");
      whatWouldBecome(plan);
    }
    if (!plan.complete()) {
      output.line(
          "Not all were read: " + number(plan.read()) + " of about " + number(plan.total()) + ".");
    }
    plan.warnings().forEach(warning -> Paragraph.print(output, "Warning: " + warning));
  }

  /** The groups alone, as they stand in {@code status} too. */
  void groups(List<DeadLetterGroup> groups) {
    Table table = new Table("", "REASON", "STATUS", ">COUNT", ">OLDEST", "EXAMPLE", "LEDGER SAYS");
    for (DeadLetterGroup group : groups) {
      table.row(
          group.reason(),
          Cause.of(group.status(), group.errorCode()),
          number(group.count()),
          group.oldest() == null ? "-" : Age.brief(group.oldest(), now),
          group.exampleKey() == null ? "(no key)" : KeyPrefix.of(group.exampleKey()),
          states(group.states()));
    }
    table.print(output);
  }

  private void whatWouldBecome(Plan plan) {
    output.line(number(plan.matched()) + " of " + number(plan.read()) + " match. A redrive would");
    Table table = new Table("  ", ">", "", "");
    row(table, plan.movable(), "move", "back to the refresh queue");
    row(table, plan.settled(), "delete", "settled: the ledger says delivered");
    row(table, plan.blocked(), "leave", "blocked: a call is under way");
    row(table, plan.malformed(), "refuse", "malformed: no refresh requests");
    row(table, plan.expired(), "refuse", "expired: their notAfter has passed");
    table.printRows(output);
  }

  private static void row(Table table, long count, String verb, String which) {
    if (count > 0) {
      table.row(number(count), verb, which);
    }
  }

  private static String states(Map<String, Long> states) {
    return states.isEmpty()
        ? "-"
        : states.entrySet().stream()
            .map(state -> state(state.getKey()) + " " + number(state.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** A delivery that the ledger does not know is no delivery of unknown outcome. */
  private static String state(String word) {
    return word.equals("unknown") ? "not known" : word.replace('_', ' ');
  }

  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
