package dev.everhook.redrive;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/** Dead letters of every kind, with what the ledger says of each, and duplicates of some. */
final class RandomDeadLetters {
  private final Random random;
  private final RedriveFunction function;

  RandomDeadLetters(Random random, RedriveFunction function) {
    this.random = random;
    this.function = function;
  }

  void put(int count) {
    for (int i = 0; i < count; i++) {
      put("r-" + i, body("r-" + i));
      function.clock.advance(Duration.ofSeconds(random.nextInt(30)));
    }
  }

  private String body(String id) {
    Instant now = function.clock.instant();
    if (random.nextInt(5) == 0) {
      return RefreshRequestJson.write(
          new RefreshRequest.Scheduled("arn:" + id, now.minusSeconds(60)));
    }
    Instant notAfter =
        random.nextInt(8) == 0 ? now.plusSeconds(random.nextInt(2) == 0 ? 1 : 1_000_000) : null;
    return RefreshRequestJson.write(new RefreshRequest.Manual(id, "ada", "why", null, notAfter));
  }

  private void put(String id, String body) {
    switch (random.nextInt(9)) {
      case 0 -> send(new OutgoingMessage("no request: " + id, Map.of("reason", "malformed")));
      case 1 -> function.deadLetters.move(new OutgoingMessage(body));
      case 2 -> putCrashed(body);
      case 3 -> putDelivered(body);
      case 4 -> putLeased(body);
      case 5 -> send(new OutgoingMessage(body, unknownToTheLedger(body).attributes()));
      case 6 -> putDeadTwice(body);
      default -> send(new OutgoingMessage(body, function.worker.die(body, Map.of()).attributes()));
    }
  }

  /** A worker was at it, again and again, and was never heard of. */
  private void putCrashed(String body) {
    Map<String, String> attributes =
        random.nextBoolean() ? Map.of() : function.worker.die(body, Map.of()).attributes();
    function.worker.take(body, attributes);
    function.clock.advance(Worker.LEASE);
    function.deadLetters.move(new OutgoingMessage(body, attributes));
  }

  private void putDelivered(String body) {
    DeathNotice notice = function.worker.die(body, Map.of());
    LedgerEntry held = function.worker.take(body, notice.attributes());
    function.worker.deliver(held);
    send(new OutgoingMessage(body, notice.attributes()));
  }

  private void putLeased(String body) {
    DeathNotice notice = function.worker.die(body, Map.of());
    function.worker.take(body, notice.attributes());
    send(new OutgoingMessage(body, notice.attributes()));
  }

  private DeathNotice unknownToTheLedger(String body) {
    return new DeathNotice(
        Worker.key(body, Map.of()),
        0,
        1 + random.nextInt(3),
        DeadLetterReason.EXHAUSTED,
        random.nextBoolean() ? 503 : null,
        random.nextBoolean() ? "timeout" : null,
        8,
        null,
        null);
  }

  /** The letter of the first death was sent and not deleted; then came the second. */
  private void putDeadTwice(String body) {
    DeathNotice first = function.worker.die(body, Map.of());
    DeathNotice second = function.worker.die(body, first.attributes());
    send(new OutgoingMessage(body, first.attributes()));
    send(new OutgoingMessage(body, second.attributes()));
  }

  private void send(OutgoingMessage letter) {
    int copies = random.nextInt(6) == 0 ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      function.deadLetters.send(letter);
    }
  }
}
