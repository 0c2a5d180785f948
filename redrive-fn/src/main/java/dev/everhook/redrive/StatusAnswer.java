package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.QueueDepth;
import dev.everhook.core.Trigger;
import dev.everhook.core.ledger.LedgerEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where things stand: queues, attempts, overdue deliveries, dead letters, slots. */
final class StatusAnswer {
  private static final Duration LOOKED_BACK = Duration.ofHours(1);
  private static final int MOST_DELIVERIES = 1_000;
  private static final int MOST_OVERDUE = 1_000;
  private static final int MOST_LETTERS = 1_000;
  private static final int SLOTS = 20;

  private final Ports ports;
  private final Deadline deadline;

  StatusAnswer(Ports ports, Deadline deadline) {
    this.ports = ports;
    this.deadline = deadline;
  }

  String json() {
    Instant now = ports.clock().instant();
    QueueDepth refresh = ports.refreshQueue().depth();
    QueueDepth deadLetters = ports.deadLetters().depth();
    QueueDepth scheduler =
        ports.schedulerDeadLetters() == null ? null : ports.schedulerDeadLetters().depth();
    List<LedgerEntry> recent = ports.ledger().recent(MOST_DELIVERIES);
    Overdue overdue =
        Overdue.find(ports.ledger(), ports.settings().visibility(), ports.clock(), MOST_OVERDUE);
    RedrivePlan plan =
        new Plan(
                new OperatorRequest.Planning(Source.DEAD_LETTERS, Filter.ALL, MOST_LETTERS),
                ports.deadLetters(),
                ports,
                deadline)
            .make();
    return Answer.json(
        "status",
        out -> {
          Answer.text(out, "now", now);
          out.writeObjectFieldStart("queues");
          write(out, "refresh", refresh, ports.oldestAge().ofRefreshQueue());
          write(out, "deadLetters", deadLetters, Optional.empty());
          if (scheduler != null) {
            write(out, "scheduler", scheduler, Optional.empty());
          }
          out.writeEndObject();
          AttemptCounts.write(
              out, "attempts", now.minus(LOOKED_BACK), recent, recent.size() < MOST_DELIVERIES);
          write(out, overdue);
          plan.writeGroups(out, "deadLetterGroups");
          out.writeNumberField("deadLettersRead", plan.read());
          out.writeBooleanField("deadLettersComplete", plan.isComplete());
          writeScheduled(out, recent);
          write(out, ports.schedule());
        });
  }

  private static void write(
      JsonGenerator out, String name, QueueDepth depth, Optional<Duration> oldestAge)
      throws IOException {
    out.writeObjectFieldStart(name);
    out.writeNumberField("visible", depth.visible());
    out.writeNumberField("inFlight", depth.inFlight());
    out.writeNumberField("delayed", depth.delayed());
    Answer.number(out, "oldestAgeSeconds", oldestAge.map(Duration::toSeconds).orElse(null));
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Overdue overdue) throws IOException {
    out.writeObjectFieldStart("overdue");
    out.writeNumberField("count", overdue.entries().size());
    Answer.text(out, "oldest", overdue.oldest().orElse(null));
    out.writeEndObject();
  }

  /** The latest slot first. */
  private static void writeScheduled(JsonGenerator out, List<LedgerEntry> recent)
      throws IOException {
    List<LedgerEntry> scheduled =
        recent.stream()
            .filter(entry -> entry.origin().trigger() == Trigger.SCHEDULE)
            .sorted(Comparator.comparing(StatusAnswer::slot).reversed())
            .limit(SLOTS)
            .toList();
    out.writeArrayFieldStart("scheduled");
    for (LedgerEntry entry : scheduled) {
      new ShownDelivery(entry).write(out, false, false);
    }
    out.writeEndArray();
  }

  private static Instant slot(LedgerEntry entry) {
    return Objects.requireNonNullElse(entry.origin().slot(), Instant.MIN);
  }

  private static void write(JsonGenerator out, @Nullable ScheduleFacts schedule)
      throws IOException {
    if (schedule == null) {
      return;
    }
    out.writeObjectFieldStart("schedule");
    Answer.text(out, "arn", schedule.arn());
    Answer.text(out, "expression", schedule.expression());
    Answer.text(out, "timezone", schedule.timezone());
    Answer.text(out, "startDate", schedule.startDate());
    Answer.text(out, "state", schedule.state());
    Answer.text(out, "anchor", schedule.anchor());
    out.writeNumberField("flexibleWindowMinutes", schedule.flexibleWindowMinutes());
    out.writeEndObject();
  }
}
