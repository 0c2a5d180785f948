package dev.everhook.core.ledger;

import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Trigger;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry as flat fields. What is read back equals what was written. Not for use by threads. */
public final class EntryFields {
  private final EnumMap<LedgerField, Object> values = new EnumMap<>(LedgerField.class);

  /** No fields yet. */
  public EntryFields() {}

  /** The fields of an entry. */
  public static EntryFields of(LedgerEntry entry) {
    EntryFields fields = new EntryFields();
    fields.put(LedgerField.KEY, entry.key().toString());
    fields.put(LedgerField.REVISION, entry.revision());
    fields.put(LedgerField.TOKEN, entry.token());
    fields.put(LedgerField.DEATHS, entry.deaths());
    fields.put(LedgerField.TRIGGER, entry.origin().trigger().toString());
    fields.put(LedgerField.SLOT, entry.origin().slot());
    fields.put(LedgerField.GENERATION, entry.origin().generation());
    fields.put(LedgerField.BODY, entry.origin().body());
    fields.put(LedgerField.ROUND, entry.round().number());
    fields.put(LedgerField.ROUND_STARTED_AT, entry.round().startedAt());
    fields.put(LedgerField.ATTEMPTS, entry.round().attempts());
    fields.put(LedgerField.DEFERRALS, entry.round().deferrals());
    fields.put(LedgerField.LOST, entry.round().lost());
    fields.put(LedgerField.FIRST_ATTEMPT, entry.round().firstAttempt());
    fields.put(LedgerField.LAST_ATTEMPT, entry.round().lastAttempt());
    fields.put(entry.state());
    fields.put(LedgerField.HISTORY, HistoryJson.write(entry.history()));
    fields.put(LedgerField.CREATED_AT, entry.createdAt());
    fields.put(LedgerField.CHANGED_AT, entry.changedAt());
    fields.put(LedgerField.DUE_AT, entry.dueAt());
    return fields;
  }

  private void put(DeliveryState state) {
    put(LedgerField.STATE, state.word());
    switch (state) {
      case DeliveryState.Pending() -> {}
      case DeliveryState.InFlight(var claimId, var since, var leaseEnd) -> {
        put(LedgerField.CLAIM_ID, claimId);
        put(LedgerField.CLAIMED_AT, since);
        put(LedgerField.LEASE_END, leaseEnd);
      }
      case DeliveryState.Waiting(var until, var because) -> {
        put(LedgerField.WAITING_UNTIL, until);
        put(LedgerField.WAITING_AFTER, because.name().toLowerCase(Locale.ROOT));
      }
      case DeliveryState.Delivered(var at) -> put(LedgerField.DELIVERED_AT, at);
      case DeliveryState.Dying(var death) -> put(death);
      case DeliveryState.Dead(var death) -> put(death);
    }
  }

  private void put(Death death) {
    put(LedgerField.DEATH, death.number());
    put(LedgerField.DEATH_REASON, death.reason().toString());
    Integer status = death.status();
    if (status != null) {
      put(LedgerField.DEATH_STATUS, status);
    }
    put(LedgerField.DEATH_ERROR_CODE, death.errorCode());
  }

  /** Sets a text; null leaves it out. */
  public void put(LedgerField field, @Nullable String text) {
    putValue(field, text);
  }

  /** Sets a number. */
  public void put(LedgerField field, long number) {
    putValue(field, number);
  }

  private void put(LedgerField field, @Nullable Instant instant) {
    putValue(field, instant == null ? null : instant.toEpochMilli());
  }

  private void putValue(LedgerField field, @Nullable Object value) {
    if (value != null) {
      values.put(field, value);
    }
  }

  /** The fields that have a value, each a {@link Long} or a {@link String}. */
  public Map<LedgerField, Object> values() {
    return values;
  }

  /**
   * The entry of these fields.
   *
   * @throws IllegalStateException if they are not those of an entry
   */
  public LedgerEntry entry() {
    try {
      return new LedgerEntry(
          IdempotencyKey.parse(text(LedgerField.KEY)),
          new Origin(
              trigger(),
              instantOrNull(LedgerField.SLOT),
              integer(LedgerField.GENERATION),
              text(LedgerField.BODY)),
          number(LedgerField.REVISION),
          number(LedgerField.TOKEN),
          integer(LedgerField.DEATHS),
          round(),
          state(),
          HistoryJson.read(text(LedgerField.HISTORY)),
          instant(LedgerField.CREATED_AT),
          instant(LedgerField.CHANGED_AT));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "the entry %s cannot be understood: %s"
              .formatted(values.get(LedgerField.KEY), e.getMessage()),
          e);
    }
  }

  private Trigger trigger() {
    String word = text(LedgerField.TRIGGER);
    return Arrays.stream(Trigger.values())
        .filter(trigger -> trigger.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no trigger: " + word));
  }

  private Round round() {
    return new Round(
        integer(LedgerField.ROUND),
        instant(LedgerField.ROUND_STARTED_AT),
        integer(LedgerField.ATTEMPTS),
        integer(LedgerField.DEFERRALS),
        integer(LedgerField.LOST),
        instantOrNull(LedgerField.FIRST_ATTEMPT),
        instantOrNull(LedgerField.LAST_ATTEMPT));
  }

  private DeliveryState state() {
    String word = text(LedgerField.STATE);
    return switch (word) {
      case "pending" -> new DeliveryState.Pending();
      case "in_flight" ->
          new DeliveryState.InFlight(
              text(LedgerField.CLAIM_ID),
              instant(LedgerField.CLAIMED_AT),
              instant(LedgerField.LEASE_END));
      case "waiting" ->
          new DeliveryState.Waiting(
              instant(LedgerField.WAITING_UNTIL),
              DeliveryState.Cause.valueOf(
                  text(LedgerField.WAITING_AFTER).toUpperCase(Locale.ROOT)));
      case "delivered" -> new DeliveryState.Delivered(instant(LedgerField.DELIVERED_AT));
      case "dying" -> new DeliveryState.Dying(death());
      case "dead" -> new DeliveryState.Dead(death());
      default -> throw new IllegalArgumentException("no state: " + word);
    };
  }

  private Death death() {
    return new Death(
        integer(LedgerField.DEATH),
        DeadLetterReason.parse(text(LedgerField.DEATH_REASON)),
        values.containsKey(LedgerField.DEATH_STATUS) ? integer(LedgerField.DEATH_STATUS) : null,
        (String) values.get(LedgerField.DEATH_ERROR_CODE));
  }

  private String text(LedgerField field) {
    return (String) required(field);
  }

  private long number(LedgerField field) {
    return (Long) required(field);
  }

  private int integer(LedgerField field) {
    return Math.toIntExact(number(field));
  }

  private Instant instant(LedgerField field) {
    return Instant.ofEpochMilli(number(field));
  }

  private @Nullable Instant instantOrNull(LedgerField field) {
    return values.containsKey(field) ? instant(field) : null;
  }

  private Object required(LedgerField field) {
    Object value = values.get(field);
    if (value == null) {
      throw new IllegalArgumentException("no " + field.word());
    }
    return value;
  }
}
