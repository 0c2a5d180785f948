package dev.everhook.benchmarks;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.core.Trigger;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.Death;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.core.ledger.Origin;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes dead letters, each with a delivery that the ledger knows as dead. */
record DeadLetters(SqsClient sqs, URI queue, LedgerStore store) {
  private static final int AT_ONCE = 1_000;

  void send(String name, int count) throws Exception {
    SqsRefreshQueue letters = new SqsRefreshQueue(sqs, queue, InstantSource.system());
    DeliveryLedger ledger =
        new DeliveryLedger(store, InstantSource.system(), () -> UUID.randomUUID().toString());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int from = 0; from < count; from += AT_ONCE) {
        List<Future<OutgoingMessage>> made = new ArrayList<>();
        for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
          String id = name + "-" + i;
          made.add(threads.submit(() -> letter(ledger, id)));
        }
        List<OutgoingMessage> messages = new ArrayList<>();
        for (Future<OutgoingMessage> one : made) {
          messages.add(one.get());
        }
        letters.send(messages);
      }
    }
  }

  private static OutgoingMessage letter(DeliveryLedger ledger, String requestId) {
    RefreshRequest request =
        new RefreshRequest.Manual(requestId, "benchmark", "a benchmark", null, null);
    String body = RefreshRequestJson.write(request);
    IdempotencyKey key = request.key(0);
    Claim claim =
        ledger.claim(
            new DeliveryLedger.Message(
                key, new Origin(Trigger.MANUAL, null, 0, body), 0, false, true),
            Duration.ofMinutes(10));
    Death death = new Death(1, DeadLetterReason.REJECTED, 400, null);
    if (claim instanceof Claim.Granted(var held)) {
      ledger.dead(ledger.dying(held, death).entry(), death);
    }
    Instant now = Instant.now();
    return new OutgoingMessage(
        body,
        new DeathNotice(key, 0, 1, DeadLetterReason.REJECTED, 400, null, 1, now, now).attributes());
  }
}
