package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.ledger.Death;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.HistoryJson;
import dev.everhook.core.ledger.LedgerEntry;
import java.io.IOException;
import java.util.Locale;

/** A delivery as answers show it. */
final class ShownDelivery {
  private final LedgerEntry entry;

  ShownDelivery(LedgerEntry entry) {
    this.entry = entry;
  }

  /**
   * Writes an object.
   *
   * @param withBody whether the message's body is shown too
   */
  void write(JsonGenerator out, boolean withBody, boolean withHistory) throws IOException {
    out.writeStartObject();
    Answer.text(out, "key", entry.key());
    Answer.text(out, "state", entry.state().word());
    writeOrigin(out);
    out.writeNumberField("round", entry.round().number());
    out.writeNumberField("attempts", entry.round().attempts());
    out.writeNumberField("deferrals", entry.round().deferrals());
    out.writeNumberField("lost", entry.round().lost());
    out.writeNumberField("deaths", entry.deaths());
    Answer.text(out, "createdAt", entry.createdAt());
    Answer.text(out, "changedAt", entry.changedAt());
    Answer.text(out, "dueAt", entry.dueAt());
    writeState(out);
    if (withBody) {
      Answer.text(out, "body", entry.origin().body());
    }
    if (withHistory) {
      Answer.raw(out, "history", HistoryJson.write(entry.history()));
    }
    out.writeEndObject();
  }

  private void writeOrigin(JsonGenerator out) throws IOException {
    Answer.text(out, "trigger", entry.origin().trigger());
    Answer.text(out, "slot", entry.origin().slot());
    out.writeNumberField("generation", entry.origin().generation());
    try {
      if (RefreshRequestJson.read(entry.origin().body()) instanceof RefreshRequest.Manual manual) {
        Answer.text(out, "requestId", manual.requestId());
        Answer.text(out, "requestedBy", manual.requestedBy());
        Answer.text(out, "reason", manual.reason());
      }
    } catch (InvalidRequestException e) {
      // The worker read it once; if it cannot be read now, the rest is worth showing.
    }
  }

  private void writeState(JsonGenerator out) throws IOException {
    switch (entry.state()) {
      case DeliveryState.Pending() -> {}
      case DeliveryState.Waiting(var until, var because) -> {
        Answer.text(out, "waitingUntil", until);
        Answer.text(out, "waitingAfter", because.name().toLowerCase(Locale.ROOT));
      }
      case DeliveryState.InFlight(_, _, var leaseEnd) -> Answer.text(out, "leaseEnd", leaseEnd);
      case DeliveryState.Delivered(var at) -> Answer.text(out, "deliveredAt", at);
      case DeliveryState.Dying(var death) -> writeDeath(out, death);
      case DeliveryState.Dead(var death) -> writeDeath(out, death);
    }
  }

  private static void writeDeath(JsonGenerator out, Death death) throws IOException {
    out.writeObjectFieldStart("death");
    out.writeNumberField("number", death.number());
    Answer.text(out, "reason", death.reason());
    Answer.number(out, "status", death.status());
    Answer.text(out, "errorCode", death.errorCode());
    out.writeEndObject();
  }
}
