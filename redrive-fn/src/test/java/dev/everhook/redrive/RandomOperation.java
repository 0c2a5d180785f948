package dev.everhook.redrive;

import dev.everhook.core.QueueFaults.Call;
import dev.everhook.core.SendResult;
import dev.everhook.core.ledger.LedgerFaults;
import java.util.Random;

/** Redrives with any filter, limit and rate, under any faults. */
final class RandomOperation {
  private static final SendResult.NotSent NOT_SENT =
      new SendResult.NotSent("InternalError", "try again", false);

  private final Random random;
  private final boolean newGeneration;

  RandomOperation(Random random, boolean newGeneration) {
    this.random = random;
    this.newGeneration = newGeneration;
  }

  /** A request. */
  String event(int number) {
    StringBuilder event =
        new StringBuilder("{\"action\":\"redrive\",\"operationId\":\"o-" + number + "\"");
    if (random.nextInt(3) > 0) {
      event.append(",\"filter\":").append(filter());
    }
    if (random.nextInt(3) == 0) {
      event.append(",\"limit\":").append(1 + random.nextInt(60));
    }
    if (random.nextInt(3) == 0) {
      event.append(",\"ratePerSecond\":").append(1 + random.nextInt(40));
    }
    if (random.nextInt(6) == 0) {
      event.append(",\"canary\":true");
    }
    if (newGeneration) {
      event.append(",\"newGeneration\":true,\"confirm\":\"new-keys\"");
    }
    return event.append("}").toString();
  }

  private String filter() {
    return switch (random.nextInt(6)) {
      case 0 -> "{\"reasons\":[\"rejected\",\"malformed\"]}";
      case 1 -> "{\"reasons\":[\"crashed\"]}";
      case 2 -> "{\"statuses\":[\"400-499\"]}";
      case 3 -> "{\"errorCodes\":[\"timeout\"],\"triggers\":[\"manual\"]}";
      case 4 -> "{\"olderThan\":" + random.nextInt(2_000) + "}";
      default -> "{\"youngerThan\":" + (1 + random.nextInt(2_000)) + "}";
    };
  }

  /** Breaks some of what it needs. */
  void breakSome(RedriveFunction function) {
    int sends = random.nextInt(4);
    int deletes = random.nextInt(4);
    int salt = random.nextInt(1_000);
    function
        .refreshQueue
        .faults()
        .refuse(message -> isStruck(message.body(), salt, sends), NOT_SENT);
    function.deadLetters.faults().doNotDelete(letter -> isStruck(letter.id(), salt, deletes));
    if (random.nextInt(4) == 0) {
      function.refreshQueue.faults().failNext(Call.SEND, random.nextInt(6));
    }
    if (random.nextInt(4) == 0) {
      function.deadLetters.faults().failNext(Call.RECEIVE, random.nextInt(6));
    }
    if (random.nextInt(4) == 0) {
      function.deadLetters.faults().failNext(Call.DELETE, random.nextInt(4));
    }
    if (random.nextInt(4) == 0) {
      function.deadLetters.faults().fail(Call.RELEASE);
    }
    if (random.nextInt(6) == 0) {
      function.deadLetters.faults().fail(Call.DEPTH);
    }
    if (random.nextInt(4) == 0) {
      function
          .ledger
          .faults()
          .next(1 + random.nextInt(30), LedgerFaults.Fault.UNAVAILABLE, LedgerFaults.Call.FIND);
    }
  }

  /** Every fourth, every second, or all but a fourth; or none. */
  private static boolean isStruck(String text, int salt, int quarters) {
    return Math.floorMod((text + salt).hashCode(), 4) < quarters;
  }
}
