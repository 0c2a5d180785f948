package dev.everhook.redrive;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.DeathNotice;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.InMemoryQueue.Stored;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.ClaimDecision;
import dev.everhook.core.ledger.ClaimTable;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the letters, duplicates, filters, rates and faults: no dead letter is lost, and none is
 * both left and moved without the ledger making the repeat harmless.
 */
class RedrivePropertyTest {
  private static final int SEEDS = 120;

  private final RedriveFunction function = new RedriveFunction();

  static IntStream seeds() {
    return IntStream.range(0, SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_letter_is_lost_and_none_is_doubled_without_harm(int seed) {
    Random random = new Random(seed);
    boolean newGeneration = random.nextInt(4) == 0;
    RandomOperation operation = new RandomOperation(random, newGeneration);
    new RandomDeadLetters(random, function).put(10 + random.nextInt(90));
    Map<String, Long> all = counts(function.deadLetters.messages());
    Set<IdempotencyKey> delivered = delivered();

    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      operation.breakSome(function);
      redrive(operation.event(i));
      mend();
      assertNothingIsLost(all, delivered);
      function.clock.advance(Duration.ofMinutes(random.nextInt(30)));
    }
    workThrough(random, delivered);
    assertWhatWasLeftIsADuplicate(newGeneration);
  }

  /** Redrives, and checks that the answer says what was done. */
  private void redrive(String event) {
    List<Stored> deadBefore = function.deadLetters.messages();
    int refreshBefore = function.refreshQueue.messages().size();
    JsonNode answer;
    try {
      answer = function.invoke(event);
    } catch (LedgerUnavailableException e) {
      assertThat(function.refreshQueue.messages()).hasSize(refreshBefore);
      assertThat(function.deadLetters.messages()).isEqualTo(deadBefore);
      return;
    }
    int moved = answer.path("moved").intValue();
    int settled = answer.path("settled").intValue();
    assertThat(function.refreshQueue.messages()).hasSize(refreshBefore + moved);
    assertThat(deadBefore.size() - function.deadLetters.messages().size())
        .isEqualTo(moved + settled - answer.path("undeleted").intValue());
    if (event.contains("canary")) {
      assertThat(moved).isLessThanOrEqualTo(1);
    } else if (event.contains("limit")) {
      int limit = Integer.parseInt(event.replaceFirst(".*\"limit\":([0-9]+).*", "$1"));
      assertThat(moved + settled + answer.path("failed").intValue()).isLessThanOrEqualTo(limit);
    }
  }

  /** All is well again, and what was hidden is visible. */
  private void mend() {
    function.refreshQueue.faults().mend();
    function.deadLetters.faults().mend();
    function.ledger.faults().mend();
    function.clock.advance(Duration.ofMinutes(6));
    assertThat(function.deadLetters.depth().inFlight()).isZero();
  }

  /** A letter that is gone was sent, or its delivery was delivered before. */
  private void assertNothingIsLost(Map<String, Long> all, Set<IdempotencyKey> delivered) {
    Map<String, Long> dead = counts(function.deadLetters.messages());
    Map<String, Long> sent = counts(function.refreshQueue.messages());
    all.forEach(
        (body, count) -> {
          long there = dead.getOrDefault(body, 0L) + sent.getOrDefault(body, 0L);
          if (body.startsWith("no request")) {
            assertThat(dead.get(body)).as(body).isEqualTo(count);
          } else if (delivered.contains(Worker.key(body, Map.of()))) {
            assertThat(sent).as(body).doesNotContainKey(body);
          } else {
            assertThat(there).as(body).isGreaterThanOrEqualTo(count);
          }
        });
  }

  /** The worker gets the messages in any order, and delivers what it may. */
  private void workThrough(Random random, Set<IdempotencyKey> delivered) {
    List<Stored> messages = new ArrayList<>(function.refreshQueue.messages());
    Collections.shuffle(messages, random);
    function.clock.advance(Worker.LEASE);
    Set<IdempotencyKey> worked = new HashSet<>();
    for (Stored message : messages) {
      if (function.worker.claim(message) instanceof Claim.Granted(LedgerEntry held)) {
        function.worker.deliver(held);
        worked.add(held.key());
      }
    }
    for (Stored message : messages) {
      IdempotencyKey key = Worker.key(message.body(), message.attributes());
      boolean lives = worked.contains(key) || delivered.contains(key) || hasNewerLetter(message);
      assertThat(lives).as("%s is taken, or its last letter is left", message).isTrue();
    }
  }

  /** A letter of an older death is a duplicate of the newer one, which was not moved then. */
  private boolean hasNewerLetter(Stored message) {
    return function.deadLetters.messages().stream()
        .anyMatch(
            letter ->
                letter.body().equals(message.body())
                    && DeathNotice.deathOf(letter.attributes())
                        > DeathNotice.deathOf(message.attributes()));
  }

  /** A letter that is left, and was moved and delivered too, is a duplicate when it is moved. */
  private void assertWhatWasLeftIsADuplicate(boolean newGeneration) {
    for (Stored letter : function.deadLetters.messages()) {
      if (!letter.body().startsWith("no request")) {
        Map<String, String> asMoved =
            newGeneration ? Map.of("generation", "1") : letter.attributes();
        Optional<LedgerEntry> entry = function.ledger.find(Worker.key(letter.body(), asMoved));
        boolean isDelivered =
            entry.isPresent() && entry.get().state() instanceof DeliveryState.Delivered;
        if (isDelivered || isMoved(letter, asMoved)) {
          assertThat(
                  ClaimTable.decide(
                      entry.orElseThrow(),
                      DeathNotice.deathOf(asMoved),
                      true,
                      function.clock.instant()))
              .as("%s", letter)
              .isEqualTo(new ClaimDecision.Duplicate());
        }
      }
    }
  }

  private boolean isMoved(Stored letter, Map<String, String> asMoved) {
    int death = DeathNotice.deathOf(asMoved);
    return function.refreshQueue.messages().stream()
        .anyMatch(
            message ->
                message.body().equals(letter.body())
                    && DeathNotice.deathOf(message.attributes()) == death);
  }

  private Set<IdempotencyKey> delivered() {
    return function.ledger.entries().stream()
        .filter(entry -> entry.state() instanceof DeliveryState.Delivered)
        .map(LedgerEntry::key)
        .collect(Collectors.toSet());
  }

  private static Map<String, Long> counts(List<Stored> messages) {
    return messages.stream().collect(groupingBy(Stored::body, counting()));
  }
}
