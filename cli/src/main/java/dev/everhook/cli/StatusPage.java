package dev.everhook.cli;

import static dev.everhook.cli.PlanPage.number;

import dev.everhook.embedded.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints where things stand, on one screen. */
record StatusPage(Output output, StatusAnswer status) {
  /** More groups than this, {@code dlq plan} shows. */
  private static final int MOST_GROUPS = 5;

  void print(String title, String consumption, Optional<Instant> next, List<Slot> slots) {
    Fields fields = new Fields(output);
    fields.row("everhook", title);
    fields.row("worker", Cell.word(consumption), paused(consumption));
    schedule(fields, next);
    attempts(fields);
    StatusAnswer.Overdue overdue = status.overdue();
    if (overdue.count() > 0) {
      fields.row(
          "overdue",
          new Cell(number(overdue.count()), Cell.Tone.WARN),
          overdue.oldest() == null ? null : "the oldest since " + overdue.oldest());
    } else {
      fields.row("overdue", "none");
    }
    output.line("");
    queues();
    slots(slots);
    deadLetters();
  }

  private static @Nullable String paused(String consumption) {
    return switch (consumption) {
      case "paused" -> "messages wait; go on with: everhook resume";
      case "unknown" -> "its event source mapping cannot be read";
      default -> null;
    };
  }

  private void schedule(Fields fields, Optional<Instant> next) {
    StatusAnswer.ScheduleState schedule = status.schedule();
    if (schedule == null) {
      fields.row("schedule", "none");
      return;
    }
    String zone =
        schedule.timezone() == null || schedule.expression().startsWith("rate")
            ? ""
            : ", " + schedule.timezone();
    fields.row("schedule", schedule.expression() + zone);
    if (!schedule.isEnabled()) {
      fields.row("next slot", new Cell("none: disabled", Cell.Tone.WARN));
    } else if (next.isEmpty()) {
      fields.row("next slot", "not known before the first one");
    } else {
      Duration wait = Duration.between(status.now(), next.get());
      fields.row("next slot", next.get() + " (in " + Words.duration(wait) + ")");
    }
  }

  private void attempts(Fields fields) {
    StatusAnswer.Attempts attempts = status.attempts();
    String counts =
        attempts.byOutcome().entrySet().stream()
            .filter(outcome -> outcome.getValue() > 0)
            .map(outcome -> outcome.getKey().replace('_', ' ') + " " + number(outcome.getValue()))
            .collect(Collectors.joining(", "));
    fields.row(
        "last hour",
        (counts.isEmpty() ? "no attempts" : counts) + (attempts.complete() ? "" : ", or more"));
  }

  private void queues() {
    Table table = new Table("", "QUEUE", ">WAITING", ">IN FLIGHT", ">DELAYED", ">OLDEST");
    for (Map.Entry<String, StatusAnswer.Queue> queue : status.queues().entrySet()) {
      StatusAnswer.Queue depth = queue.getValue();
      table.row(
          name(queue.getKey()),
          number(depth.visible()),
          number(depth.inFlight()),
          number(depth.delayed()),
          depth.oldestAgeSeconds() == null
              ? "-"
              : Words.duration(Duration.ofSeconds(depth.oldestAgeSeconds())));
    }
    table.print(output);
  }

  private static String name(String queue) {
    return switch (queue) {
      case "refresh" -> "refresh queue";
      case "deadLetters" -> "dead letters";
      case "scheduler" -> "scheduler's dead letters";
      default -> queue;
    };
  }

  private void slots(List<Slot> slots) {
    if (slots.isEmpty()) {
      return;
    }
    output.line("");
    Table table = new Table("", "SLOT", "BECAME", "KEY", "DETAIL");
    for (Slot slot : slots.reversed()) {
      Delivery delivery = slot.delivery();
      table.row(
          slot.at(),
          Cell.word(slot.word()),
          delivery == null ? "-" : KeyPrefix.of(delivery.key()),
          SlotDetail.of(slot));
    }
    table.print(output);
    List<Slot> missing = slots.stream().filter(slot -> slot.fate() == Slot.Fate.MISSING).toList();
    if (!missing.isEmpty()) {
      output.line(
          Words.count(missing.size(), "slot") + " missing: the ledger knows nothing of them.");
    }
  }

  private void deadLetters() {
    List<DeadLetterGroup> groups = status.deadLetterGroups();
    if (groups.isEmpty()) {
      return;
    }
    output.line("");
    new PlanPage(output, status.now())
        .groups(groups.subList(0, Math.min(groups.size(), MOST_GROUPS)));
    if (groups.size() > MOST_GROUPS || !status.deadLettersComplete()) {
      output.line(
          "Not all: " + number(status.deadLettersRead()) + " letters read. See: everhook dlq plan");
    }
  }
}
