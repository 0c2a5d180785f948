package dev.everhook.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks for the deliveries that changed last, and hands on each attempt once, the oldest first. */
final class Tail {
  private static final Duration ASKED_EACH = Duration.ofSeconds(1);

  /** More than change in a second; an answer of more would be slow. */
  private static final int ASKED = 200;

  /** Attempts of more deliveries than can be in an answer again. */
  private static final int REMEMBERED = 50_000;

  /** A function's longest run: what ends now began no earlier. */
  private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(15);

  /** A run that restarts is there again by then. */
  private static final int MOST_FAILURES = 30;

  private final Deployment deployment;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Consumer<Seen> lines;
  private final Map<Identity, Boolean> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Identity, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** A delivery that was long out of sight comes with its old attempts. */
  private Instant notBefore = Instant.MIN;

  /** An attempt, and the delivery that it is part of. */
  record Seen(Delivery delivery, Delivery.PastAttempt attempt) {}

  private record Identity(String key, int round, int number, Instant startedAt) {}

  /**
   * @param lines takes each attempt
   */
  Tail(Deployment deployment, Surroundings surroundings, Consumer<Seen> lines) {
    this.deployment = deployment;
    this.clock = surroundings.clock();
    this.sleeper = surroundings.sleeper();
    this.lines = lines;
  }

  /** Hands on so many of the latest attempts; those before them count as known. */
  void begin(int most) {
    List<Seen> latest = news();
    notBefore = clock.instant().minus(LONGEST_ATTEMPT);
    latest.subList(Math.max(0, latest.size() - most), latest.size()).forEach(lines);
  }

  /**
   * Hands on each new attempt.
   *
   * @param goesOn asked before each question
   * @throws SdkException after half a minute without an answer
   */
  void follow(BooleanSupplier goesOn) throws InterruptedException {
    int failures = 0;
    while (goesOn.getAsBoolean()) {
      sleeper.sleep(ASKED_EACH);
      try {
        news().forEach(lines);
        failures = 0;
      } catch (SdkException e) {
        failures++;
        if (failures == MOST_FAILURES) {
          throw e;
        }
      }
    }
  }

  private List<Seen> news() {
    return deployment
        .ask(Requests.recentDeliveries(ASKED), Delivery.Page.class)
        .deliveries()
        .stream()
        .flatMap(delivery -> delivery.history().stream().map(past -> new Seen(delivery, past)))
        .filter(seen -> !seen.attempt().startedAt().isBefore(notBefore))
        .filter(seen -> known.putIfAbsent(identity(seen), true) == null)
        .sorted(Comparator.comparing(seen -> seen.attempt().startedAt()))
        .toList();
  }

  private static Identity identity(Seen seen) {
    Delivery.PastAttempt attempt = seen.attempt();
    return new Identity(
        seen.delivery().key(), attempt.round(), attempt.number(), attempt.startedAt());
  }
}
