package dev.everhook.core;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of an event, in namespace {@value #NAMESPACE}, as one line of CloudWatch's embedded
 * metric format. Each has the dimension {@code Function}; those of an attempt come a second time
 * with {@code Trigger} beside it, so that an alarm can be over scheduled deliveries alone.
 *
 * <table>
 * <caption>Metrics</caption>
 * <tr><td>Attempts, Delivered, Retried, Rejected, InProgress</td><td>attempts, and their outcomes
 * </td></tr>
 * <tr><td>Unknown</td><td>attempts of which nobody knows whether they failed; counted in Retried
 * too</td></tr>
 * <tr><td>CallDuration</td><td>of an attempt, in milliseconds</td></tr>
 * <tr><td>DeliveryLag</td><td>from the slot to the end of the attempt that delivered it, in
 * milliseconds</td></tr>
 * <tr><td>DeadLettered, Duplicates</td><td>messages</td></tr>
 * <tr><td>OldestUnfinished</td><td>at each sweep: for how many seconds the oldest unfinished delivery
 * has been asked for; 0 for none</td></tr>
 * <tr><td>LedgerUnavailable, LedgerRefused, SecretUnreadable</td><td>how often each was met</td>
 * </tr>
 * </table>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     format</a>
 */
public final class EventMetrics {
  /** The namespace of all metrics. */
  public static final String NAMESPACE = "Everhook";

  private EventMetrics() {}

  private record Metric(String name, String unit, long value) {
    static Metric count(String name) {
      return new Metric(name, "Count", 1);
    }

    static Metric time(String name, Duration time) {
      return new Metric(name, "Milliseconds", time.toMillis());
    }
  }

  /**
   * The line of an event; empty where it has no metric.
   *
   * @param function the function's name
   * @param now when it happened
   */
  public static Optional<String> line(PipelineEvent event, String function, Instant now) {
    List<Metric> metrics = metrics(event);
    String trigger =
        event instanceof PipelineEvent.Attempted attempted ? attempted.trigger().toString() : null;
    return metrics.isEmpty()
        ? Optional.empty()
        : Optional.of(line(metrics, function, trigger, now));
  }

  private static List<Metric> metrics(PipelineEvent event) {
    return switch (event) {
      case PipelineEvent.Attempted attempted -> ofAttempt(attempted);
      case PipelineEvent.DeadLettered _ -> List.of(Metric.count("DeadLettered"));
      case PipelineEvent.Duplicate _ -> List.of(Metric.count("Duplicates"));
      case PipelineEvent.LedgerUnavailable _ -> List.of(Metric.count("LedgerUnavailable"));
      case PipelineEvent.Deferred deferred ->
          switch (deferred.cause()) {
            case LEDGER_REFUSED -> List.of(Metric.count("LedgerRefused"));
            case SECRET_UNREADABLE -> List.of(Metric.count("SecretUnreadable"));
            case NOT_DUE, LEASED, NO_TIME, SECRET_CHANGED -> List.of();
          };
      case PipelineEvent.SlotSent _,
          PipelineEvent.SlotsMissed _,
          PipelineEvent.SlotNotSent _,
          PipelineEvent.Enqueued _,
          PipelineEvent.NotEnqueued _,
          PipelineEvent.MessageKept _ ->
          List.of();
      case PipelineEvent.OperationEnded ended -> ofOperation(ended);
    };
  }

  /** A sweep tells it, whoever asked for it: the alarm misses one that does not run. */
  private static List<Metric> ofOperation(PipelineEvent.OperationEnded ended) {
    Duration oldest = ended.oldestUnfinished();
    return oldest == null
        ? List.of()
        : List.of(new Metric("OldestUnfinished", "Seconds", oldest.toSeconds()));
  }

  private static List<Metric> ofAttempt(PipelineEvent.Attempted event) {
    Attempt attempt = event.attempt();
    List<Metric> metrics = new ArrayList<>();
    metrics.add(Metric.count("Attempts"));
    metrics.add(Metric.time("CallDuration", attempt.duration()));
    switch (attempt.outcome()) {
      case Outcome.Delivered _ -> {
        metrics.add(Metric.count("Delivered"));
        if (event.slot() != null) {
          Instant end = attempt.startedAt().plus(attempt.duration());
          metrics.add(Metric.time("DeliveryLag", Duration.between(event.slot(), end)));
        }
      }
      case Outcome.Retry retry -> {
        metrics.add(Metric.count("Retried"));
        if (retry.certainty() == Outcome.Certainty.UNKNOWN) {
          metrics.add(Metric.count("Unknown"));
        }
      }
      case Outcome.InProgress _ -> metrics.add(Metric.count("InProgress"));
      case Outcome.Rejected _ -> metrics.add(Metric.count("Rejected"));
    }
    return metrics;
  }

  private static String line(
      List<Metric> metrics, String function, @Nullable String trigger, Instant now) {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeObjectFieldStart("_aws");
          out.writeNumberField("Timestamp", now.toEpochMilli());
          out.writeArrayFieldStart("CloudWatchMetrics");
          writeDirective(out, metrics, trigger != null);
          out.writeEndArray();
          out.writeEndObject();
          out.writeStringField("Function", function);
          if (trigger != null) {
            out.writeStringField("Trigger", trigger);
          }
          for (Metric metric : metrics) {
            out.writeNumberField(metric.name, metric.value);
          }
          out.writeEndObject();
        });
  }

  private static void writeDirective(JsonGenerator out, List<Metric> metrics, boolean withTrigger)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("Namespace", NAMESPACE);
    out.writeArrayFieldStart("Dimensions");
    out.writeArray(new String[] {"Function"}, 0, 1);
    if (withTrigger) {
      out.writeArray(new String[] {"Function", "Trigger"}, 0, 2);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("Metrics");
    for (Metric metric : metrics) {
      out.writeStartObject();
      out.writeStringField("Name", metric.name);
      out.writeStringField("Unit", metric.unit);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
