package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.InMemoryQueue;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.SendResult;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand messages at a time, of every fate, in any order. */
class BatchTest {
  private static final int MESSAGES = 1_000;

  /** What happens to a message. */
  private enum Fate {
    DELIVERED,
    REJECTED,
    BUSY,
    IN_PROGRESS,
    BROKEN,
    EXPIRED,
    MALFORMED,
    WORKER_FAILS
  }

  private static final Set<Fate> COMES_AGAIN =
      Set.of(Fate.BUSY, Fate.IN_PROGRESS, Fate.BROKEN, Fate.WORKER_FAILS);
  private static final Set<Fate> DIES = Set.of(Fate.REJECTED, Fate.EXPIRED, Fate.MALFORMED);
  private static final Set<Fate> NOT_CALLED =
      Set.of(Fate.EXPIRED, Fate.MALFORMED, Fate.WORKER_FAILS);

  private final Map<String, Fate> fateOfKey = new ConcurrentHashMap<>();

  @AutoClose private final FaultyServer webhook = new FaultyServer(this::answer);

  private final Pipeline pipeline = Pipeline.calling(webhook);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void exactly_the_messages_that_must_come_again_are_reported_in_the_batchs_order(long seed) {
    Map<String, Fate> fates = sendAny(new Random(seed));

    EventSource.Invocation invocation = pipeline.invoke();

    assertThat(invocation.batch()).hasSize(MESSAGES);
    assertThat(invocation.failed())
        .containsExactlyElementsOf(ids(invocation.batch(), fates, COMES_AGAIN));
    assertThat(pipeline.refreshQueue.messages())
        .extracting(InMemoryQueue.Stored::id)
        .containsExactlyElementsOf(ids(invocation.batch(), fates, COMES_AGAIN));
    assertThat(pipeline.deadLetters.messages())
        .hasSize(ids(invocation.batch(), fates, DIES).size());
    assertThat(webhook.requests())
        .extracting(HttpRequest::key)
        .doesNotHaveDuplicates()
        .hasSize(MESSAGES - ids(invocation.batch(), fates, NOT_CALLED).size());
  }

  private Map<String, Fate> sendAny(Random random) {
    pipeline
        .deadLetters
        .faults()
        .refuse(
            message -> {
              if (message.body().equals("a bug of ours")) {
                throw new IllegalStateException("a bug of ours");
              }
              return false;
            },
            new SendResult.NotSent("", "", false));
    Map<String, Fate> fates = new HashMap<>();
    for (int i = 0; i < MESSAGES; i++) {
      Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
      fates.put(send(fate, "request-" + i), fate);
    }
    return fates;
  }

  private String send(Fate fate, String requestId) {
    return switch (fate) {
      case MALFORMED -> pipeline.send("hello", Map.of());
      case WORKER_FAILS -> pipeline.send("a bug of ours", Map.of());
      case EXPIRED ->
          pipeline.send(
              new RefreshRequest.Manual(requestId, "somebody", "a test", null, Instant.EPOCH));
      case DELIVERED, REJECTED, BUSY, IN_PROGRESS, BROKEN -> {
        fateOfKey.put(IdempotencyKey.ofRequest(requestId, 0).toString(), fate);
        yield pipeline.send(Requests.manual(requestId));
      }
    };
  }

  private void answer(Conversation connection) throws IOException {
    while (connection.readRequest()) {
      switch (fateOfKey.getOrDefault(connection.request().key(), Fate.BROKEN)) {
        case DELIVERED -> connection.answer("200 OK", "");
        case REJECTED -> connection.answer("400 Bad", "");
        case BUSY -> connection.answer("503 Busy", "");
        case IN_PROGRESS -> connection.answer("409 Conflict", "");
        default -> {
          return;
        }
      }
    }
  }

  private static List<String> ids(List<String> batch, Map<String, Fate> fates, Set<Fate> which) {
    List<String> ids = new ArrayList<>(batch);
    ids.removeIf(id -> !which.contains(fates.getOrDefault(id, Fate.DELIVERED)));
    return ids;
  }
}
