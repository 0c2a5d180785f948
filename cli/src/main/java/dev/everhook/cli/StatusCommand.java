package dev.everhook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code everhook status}. */
@Command(
    name = "status",
    header = "says where things stand, on one screen",
    description =
        "Shows the next slot and the latest ten with what became of each, the missing ones by name;"
            + " how full the queues are; the attempts of the last hour; overdue deliveries; and the"
            + " dead letters by group. A slot is missing if the schedule should have sent it and"
            + " the ledger knows nothing of it.",
    footer = {
      "  everhook status",
      "  everhook status --stack everhook --region eu-central-1",
      "  watch -n 10 everhook status"
    })
final class StatusCommand extends FunctionCommand {
  @Override
  int run(Deployment deployment, Output output) {
    String answer = deployment.ask(Requests.action("status"));
    StatusAnswer status = Answers.read(answer, StatusAnswer.class);
    StatusAnswer.ScheduleState schedule = status.schedule();
    Optional<Instant> next = Optional.empty();
    List<Slot> slots = List.of();
    if (schedule != null) {
      List<Instant> known =
          status.scheduled().stream().map(Delivery::slot).filter(Objects::nonNull).toList();
      SlotCalendar calendar = new SlotCalendar(schedule, known, status.now());
      next = calendar.next();
      slots = LatestSlots.find(deployment, calendar, schedule, status);
    }
    String consumption = consumption(deployment);
    if (output.asJson()) {
      output.line(json(answer, next, slots, consumption));
    } else {
      new StatusPage(output, status).print(deployment.title(), consumption, next, slots);
    }
    return Everhook.DONE;
  }

  /** All the rest is worth showing where the mapping may not be read. */
  private static String consumption(Deployment deployment) {
    try {
      String state = deployment.consumption().state();
      return switch (state) {
        case "Enabled" -> "running";
        case "Disabled" -> "paused";
        default -> state;
      };
    } catch (SdkException | IOException e) {
      return "unknown";
    }
  }

  private static String json(
      String answer, Optional<Instant> next, List<Slot> slots, String consumption) {
    ObjectNode json = Answers.read(answer, ObjectNode.class);
    json.put("consumption", consumption);
    next.ifPresent(slot -> json.put("nextSlot", slot.toString()));
    ArrayNode latest = json.putArray("slots");
    for (Slot slot : slots) {
      ObjectNode one = latest.addObject().put("slot", slot.at().toString());
      one.put("became", slot.fate() == Slot.Fate.MISSING ? "missing" : slot.word());
      if (slot.delivery() != null) {
        one.put("key", slot.delivery().key());
      }
    }
    return json.toString();
  }
}
