package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.InMemoryQueue.Stored;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.core.ledger.OperationStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function that dies at any call of any port, before or after it is made, loses nothing. */
class DeathOfTheFunctionTest {
  private static final int LETTERS = 35;

  /** More calls than any of these operations makes. */
  private static final int LONGEST_LIFE = 400;

  private static RedriveFunction function() {
    RedriveFunction function = new RedriveFunction();
    for (int i = 0; i < LETTERS - 5; i++) {
      function.withDead("r-" + i);
    }
    function.withMalformed(3);
    function.deadLetters.move(new OutgoingMessage(RedriveFunction.body("moved")));
    function.withDeadLetters(1);
    return function;
  }

  private static Ports mortal(Ports ports, Mortal life, RedriveFunction function) {
    return new Ports(
        life.port(RefreshQueue.class, function.refreshQueue),
        life.port(RefreshQueue.class, function.deadLetters),
        null,
        new DeliveryLedger(
            life.port(LedgerStore.class, function.ledger), function.clock, () -> "claim"),
        life.port(OperationStore.class, function.operations),
        life.port(ArchiveStore.class, function.archives),
        ports.oldestAge(),
        ports.schedule(),
        ports.settings(),
        ports.log(),
        ports.clock(),
        ports.sleeper());
  }

  private static Set<String> bodies(RedriveFunction function) {
    Set<String> bodies = new HashSet<>(function.refreshQueue.bodies());
    bodies.addAll(function.deadLetters.bodies());
    for (byte[] part : function.archives.parts().values()) {
      new String(part, StandardCharsets.UTF_8)
          .lines()
          .map(line -> ArchivedLetter.read(line).message().body())
          .forEach(bodies::add);
    }
    return bodies;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\":\"redrive\",\"operationId\":\"o-1\"}",
        "{\"action\":\"archive\",\"operationId\":\"o-1\"}",
        "{\"action\":\"redrive\",\"operationId\":\"o-1\",\"filter\":{\"reasons\":[\"rejected\"]}}",
        "{\"action\":\"plan\"}"
      })
  void whatever_dies_is_finished_by_the_next_with_the_same_id(String event) {
    Mortal life;
    int lastCall = 1;
    do {
      life = new Mortal((lastCall + 1) / 2, lastCall % 2 == 0);
      RedriveFunction function = function();
      Set<String> all = bodies(function);
      Mortal thisLife = life;
      try {
        function.with(ports -> mortal(ports, thisLife, function)).invoke(event);
      } catch (Mortal.Died e) {
        // As it was to be.
      }

      assertThat(bodies(function)).as("after call %d", lastCall).isEqualTo(all);
      assertEverythingComesBack(function);

      // The next begins when the function of the first can no longer be at it.
      function.with(ports -> mortal(ports, new Mortal(Integer.MAX_VALUE, true), function));
      function.invoke(event);
      assertThat(bodies(function)).as("after call %d, and again", lastCall).isEqualTo(all);
      assertThat(letters(function)).isEqualTo(expectedLetters(event));
      lastCall++;
    } while (life.isDead() && lastCall < 2 * LONGEST_LIFE);
    assertThat(life.isDead()).isFalse();
  }

  /** What was hidden is visible a minute after the function's end. */
  private static void assertEverythingComesBack(RedriveFunction function) {
    function.clock.advance(Duration.ofMinutes(6));
    assertThat(function.deadLetters.depth().inFlight()).isZero();
  }

  private static Set<String> letters(RedriveFunction function) {
    return function.deadLetters.messages().stream().map(Stored::body).collect(Collectors.toSet());
  }

  private static Set<String> expectedLetters(String event) {
    if (event.contains("archive")) {
      return Set.of();
    }
    if (event.contains("plan")) {
      return letters(function());
    }
    Set<String> staying = new HashSet<>(Set.of("hello 0", "hello 1", "hello 2"));
    if (event.contains("filter")) {
      staying.add(RedriveFunction.body("moved"));
    }
    return staying;
  }
}
