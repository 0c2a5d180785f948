package dev.everhook.core.ledger;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Entries of every kind. */
final class LedgerContractEntries {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

  /** All that a text may hold, but for half a character. */
  private static final String ODD =
      "\u0000\u0001\t\r\n"
          + "\u007F\u0085\u2028\uFEFF\uFFFD\uFFFE\uFFFF\uE000 '\"\\ e\u0301 中文 😀 \u202E"
          + "\uDBFF\uDFFF";

  private LedgerContractEntries() {}

  static Stream<LedgerEntry> all() {
    return Stream.of(
            states(),
            bodies(),
            Stream.of(
                full(key(), 5),
                entry(
                    new DeliveryState.Pending(), origin(null, "x"), many(LedgerEntry.MOST_HISTORY)),
                entry(new DeliveryState.Pending(), origin(Instant.EPOCH, "x"), List.of(bare()))))
        .flatMap(entries -> entries);
  }

  private static Stream<LedgerEntry> states() {
    Stream<DeliveryState> causes =
        Arrays.stream(DeliveryState.Cause.values())
            .map(cause -> new DeliveryState.Waiting(NOW.plusSeconds(9), cause));
    Stream<DeliveryState> deaths =
        Arrays.stream(DeadLetterReason.values())
            .flatMap(
                reason ->
                    Stream.of(
                        new DeliveryState.Dying(new Death(1, reason, null, ODD)),
                        new DeliveryState.Dead(new Death(Integer.MAX_VALUE, reason, 599, null))));
    Stream<DeliveryState> others =
        Stream.of(
            new DeliveryState.Pending(),
            new DeliveryState.InFlight(ODD, NOW, NOW.plus(Duration.ofHours(1))),
            new DeliveryState.Delivered(NOW));
    return Stream.of(causes, deaths, others)
        .flatMap(some -> some)
        .map(state -> entry(state, origin(null, "{}"), List.of()));
  }

  private static Stream<LedgerEntry> bodies() {
    return Stream.of(
            "", ODD, "é".repeat(100 * 1024), "{\"payload\":\"" + "x".repeat(200_000) + "\"}")
        .map(body -> entry(new DeliveryState.Pending(), origin(NOW, body), List.of()));
  }

  /** Every field has a value. */
  static LedgerEntry full(IdempotencyKey key, long revision) {
    return new LedgerEntry(
        key,
        new Origin(Trigger.SCHEDULE, NOW.minusSeconds(60), 3, ODD),
        revision,
        Long.MAX_VALUE,
        Integer.MAX_VALUE,
        new Round(2, NOW.minusSeconds(50), 3, 4, 5, NOW.minusSeconds(40), NOW.minusSeconds(30)),
        new DeliveryState.Dying(new Death(2, DeadLetterReason.EXHAUSTED, 503, ODD)),
        many(3),
        NOW.minusSeconds(100),
        NOW);
  }

  static LedgerEntry pending(IdempotencyKey key, long revision, Instant changedAt) {
    return entry(key, revision, new DeliveryState.Pending(), changedAt);
  }

  static LedgerEntry delivered(IdempotencyKey key, long revision, Instant changedAt) {
    return entry(key, revision, new DeliveryState.Delivered(changedAt), changedAt);
  }

  static LedgerEntry dead(IdempotencyKey key, long revision, Instant changedAt) {
    Death death = new Death(1, DeadLetterReason.REJECTED, 422, null);
    return entry(key, revision, new DeliveryState.Dead(death), changedAt);
  }

  /** One of each state that is due at an instant. */
  static List<LedgerEntry> dueAt(Instant due) {
    Instant earlier = due.minusSeconds(100);
    Death death = new Death(1, DeadLetterReason.REJECTED, 422, null);
    return List.of(
        pending(key(), 1, due),
        entry(key(), 1, new DeliveryState.InFlight("claim", earlier, due), earlier),
        entry(key(), 1, new DeliveryState.Waiting(due, DeliveryState.Cause.RETRY), earlier),
        entry(key(), 1, new DeliveryState.Dying(death), due));
  }

  private static LedgerEntry entry(
      IdempotencyKey key, long revision, DeliveryState state, Instant changedAt) {
    return new LedgerEntry(
        key,
        origin(null, "{}"),
        revision,
        1,
        0,
        Round.open(1, NOW),
        state,
        List.of(),
        NOW.minus(Duration.ofDays(400)),
        changedAt);
  }

  private static LedgerEntry entry(DeliveryState state, Origin origin, List<PastAttempt> history) {
    return new LedgerEntry(key(), origin, 2, 7, 1, Round.open(1, NOW), state, history, NOW, NOW);
  }

  private static Origin origin(@Nullable Instant slot, String body) {
    return new Origin(slot == null ? Trigger.MANUAL : Trigger.SCHEDULE, slot, 0, body);
  }

  private static List<PastAttempt> many(int count) {
    List<PastAttempt> history = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      history.add(
          new PastAttempt(
              1, i + 1, NOW, Duration.ofMillis(7 + i), "retry", 500 + i, ODD, "x".repeat(1024)));
    }
    return history;
  }

  /** No field that may be without a value has one. */
  private static PastAttempt bare() {
    return new PastAttempt(1, 1, NOW, null, "unknown", null, null, null);
  }

  private static IdempotencyKey key() {
    return new IdempotencyKey(UUID.randomUUID());
  }
}
