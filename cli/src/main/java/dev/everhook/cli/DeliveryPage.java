package dev.everhook.cli;

import dev.everhook.embedded.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints everything that the ledger knows of one delivery, its attempts on a time line. */
record DeliveryPage(Output output) {

  void print(Delivery delivery) {
    Fields fields = new Fields(output);
    fields.row("delivery", Cell.of(delivery.key()));
    fields.row("state", Cell.word(delivery.state()), detail(delivery));
    fields.row("trigger", delivery.trigger());
    fields.row("slot", delivery.slot());
    fields.row("request id", delivery.requestId());
    fields.row("requested by", delivery.requestedBy());
    fields.row("reason", delivery.reason());
    fields.row("generation", delivery.generation() == 0 ? null : delivery.generation());
    fields.row("round", delivery.round());
    fields.row("attempts", counts(delivery));
    fields.row("created", delivery.createdAt());
    fields.row("changed", delivery.changedAt());
    fields.row("due", delivery.dueAt());
    fields.row("body", delivery.body());
    output.line("");
    timeLine(delivery.history());
  }

  private static @Nullable String detail(Delivery delivery) {
    if (delivery.death() != null) {
      Delivery.Death death = delivery.death();
      return "%s %s, death %d"
          .formatted(death.reason(), Cause.of(death.status(), death.errorCode()), death.number());
    }
    if (delivery.waitingUntil() != null) {
      return "until " + delivery.waitingUntil() + ", after " + delivery.waitingAfter();
    }
    if (delivery.deliveredAt() != null) {
      return "at " + delivery.deliveredAt();
    }
    return delivery.leaseEnd() == null ? null : "lease until " + delivery.leaseEnd();
  }

  private static String counts(Delivery delivery) {
    return "%d in this round; %s, %s, %s"
        .formatted(
            delivery.attempts(),
            Words.count(delivery.deferrals(), "deferral"),
            Words.count(delivery.lost(), "lost call"),
            Words.count(delivery.deaths(), "death"));
  }

  /** Every attempt, by round, with its distance from the very first one. */
  void timeLine(List<Delivery.PastAttempt> history) {
    if (history.isEmpty()) {
      output.line("No attempts yet.");
      return;
    }
    Instant first = history.getFirst().startedAt();
    output.line("First attempt at " + first);
    int round = -1;
    Table table = new Table("  ", "", ">", "", "", ">", "");
    for (Delivery.PastAttempt attempt : history) {
      table.row(
          attempt.round() == round ? "" : "round " + attempt.round(),
          "+" + Words.duration(Duration.between(first, attempt.startedAt())),
          "#" + attempt.number(),
          Cell.word(attempt.outcome()),
          attempt.durationMillis() == null
              ? "?"
              : Words.duration(Duration.ofMillis(attempt.durationMillis())),
          Cause.of(attempt.status(), attempt.errorCode())
              + (attempt.excerpt() == null ? "" : "  " + attempt.excerpt()));
      round = attempt.round();
    }
    table.printRows(output);
  }
}
