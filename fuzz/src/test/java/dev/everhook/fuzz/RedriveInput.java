package dev.everhook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.FunctionContext;
import dev.everhook.core.InMemoryQueue;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.InMemoryLedger;
import dev.everhook.core.ledger.InMemoryOperations;
import dev.everhook.redrive.OldestAge;
import dev.everhook.redrive.Ports;
import dev.everhook.redrive.RedriveHandler;
import dev.everhook.redrive.RedriveSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A request is answered, or refused by field with nothing done; no dead letter is lost by it. */
final class RedriveInput implements Target.Check {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FunctionContext CONTEXT = new FunctionContext(Duration.ofMinutes(15));

  @Override
  public void check(byte[] input) throws IOException {
    SettableClock clock = new SettableClock();
    InMemoryQueue refreshQueue = new InMemoryQueue("refresh", clock);
    InMemoryQueue deadLetters = new InMemoryQueue("dead", clock);
    List<OutgoingMessage> letters = List.of(rejected("a"), rejected("b"), malformed());
    deadLetters.send(letters);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      new RedriveHandler(ports(refreshQueue, deadLetters, clock))
          .handleRequest(new ByteArrayInputStream(input), output, CONTEXT);
    } catch (InvalidRequestException e) {
      assertThat(e.getMessage()).startsWith(e.field() + ": ").doesNotContain("\n");
      assertThat(deadLetters.bodies()).hasSameSizeAs(letters);
      assertThat(refreshQueue.bodies()).isEmpty();
      return;
    }
    assertThat(JSON.readTree(output.toByteArray()).path("action").textValue()).isNotBlank();
    assertThat(deadLetters.bodies().size() + refreshQueue.bodies().size())
        .isEqualTo(letters.size());
  }

  private static Ports ports(
      InMemoryQueue refreshQueue, InMemoryQueue deadLetters, SettableClock clock) {
    return new Ports(
        refreshQueue,
        deadLetters,
        null,
        new DeliveryLedger(new InMemoryLedger(), clock, () -> "claim"),
        new InMemoryOperations(),
        null,
        OldestAge.unknown(),
        null,
        new RedriveSettings(Duration.ofHours(1)),
        event -> {},
        clock,
        clock::advance);
  }

  private static OutgoingMessage rejected(String requestId) {
    RefreshRequest request = new RefreshRequest.Manual(requestId, "ada", "why", null, null);
    DeathNotice notice =
        new DeathNotice(
            request.key(0),
            0,
            1,
            DeadLetterReason.REJECTED,
            400,
            null,
            1,
            SettableClock.START,
            SettableClock.START);
    return new OutgoingMessage(RefreshRequestJson.write(request), notice.attributes());
  }

  private static OutgoingMessage malformed() {
    return new OutgoingMessage("hello", Map.of("reason", "malformed", "death", "1"));
  }
}
