package dev.everhook.core.ledger;

import static dev.everhook.core.ledger.Entries.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.ledger.ClaimDecision.Duplicate;
import dev.everhook.core.ledger.ClaimDecision.FinishDeath;
import dev.everhook.core.ledger.ClaimDecision.Leased;
import dev.everhook.core.ledger.ClaimDecision.NotDue;
import dev.everhook.core.ledger.ClaimDecision.Take;
import dev.everhook.core.ledger.DeliveryState.Cause;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the claim table, against every kind of message. */
class ClaimTableTest {
  private static final Instant BEFORE = NOW.minusMillis(1);
  private static final Instant AFTER = NOW.plusMillis(1);

  /** The ledger has seen two deaths, so that a message can carry none, an older one, and so on. */
  private static final int DEATHS = 2;

  private static final ClaimDecision TAKE = new Take(false, false);
  private static final ClaimDecision NEW_ROUND = new Take(true, false);
  private static final ClaimDecision LOST = new Take(false, true);
  private static final ClaimDecision LOST_AND_NEW_ROUND = new Take(true, true);

  /** A state, and what is decided for no death, an older one, the same, and a newer one. */
  static Stream<Arguments> rows() {
    ClaimDecision notDue = new NotDue(AFTER);
    ClaimDecision leased = new Leased(AFTER);
    ClaimDecision duplicate = new Duplicate();
    ClaimDecision finish = new FinishDeath(Entries.death(DEATHS));
    return Stream.of(
        row(new DeliveryState.Pending(), TAKE, TAKE, TAKE, NEW_ROUND),
        row(waiting(BEFORE), TAKE, TAKE, TAKE, NEW_ROUND),
        row(waiting(NOW), TAKE, TAKE, TAKE, NEW_ROUND),
        row(waiting(AFTER), notDue, notDue, notDue, NEW_ROUND),
        row(leased(BEFORE), LOST, LOST, LOST, LOST_AND_NEW_ROUND),
        row(leased(NOW), LOST, LOST, LOST, LOST_AND_NEW_ROUND),
        row(leased(AFTER), leased, leased, leased, leased),
        row(new DeliveryState.Delivered(BEFORE), duplicate, duplicate, duplicate, duplicate),
        row(new DeliveryState.Dying(Entries.death(DEATHS)), finish, finish, NEW_ROUND, NEW_ROUND),
        row(
            new DeliveryState.Dead(Entries.death(DEATHS)),
            duplicate,
            duplicate,
            NEW_ROUND,
            NEW_ROUND));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_row(
      DeliveryState state,
      ClaimDecision none,
      ClaimDecision older,
      ClaimDecision same,
      ClaimDecision newer) {
    LedgerEntry entry = Entries.in(state, DEATHS);

    assertThat(ClaimTable.decide(entry, 0, true, NOW)).as("no death").isEqualTo(none);
    assertThat(ClaimTable.decide(entry, 1, true, NOW)).as("an older death").isEqualTo(older);
    assertThat(ClaimTable.decide(entry, 2, true, NOW)).as("the same death").isEqualTo(same);
    assertThat(ClaimTable.decide(entry, 3, true, NOW)).as("a newer death").isEqualTo(newer);
  }

  @Test
  void what_nobody_knows_is_taken() {
    LedgerEntry unknown = LedgerEntry.unknown(Entries.KEY, Entries.ORIGIN, 3, NOW);

    assertThat(ClaimTable.decide(unknown, 3, true, NOW)).isEqualTo(TAKE);
  }

  @ParameterizedTest
  @EnumSource
  void a_message_that_cannot_wait_takes_what_is_not_due(Cause cause) {
    LedgerEntry entry = Entries.in(new DeliveryState.Waiting(AFTER, cause), DEATHS);

    assertThat(ClaimTable.decide(entry, DEATHS, false, NOW)).isEqualTo(TAKE);
    assertThat(ClaimTable.decide(entry, DEATHS, true, NOW)).isEqualTo(new NotDue(AFTER));
  }

  @Test
  void a_message_that_cannot_wait_is_no_reason_to_break_a_lease() {
    assertThat(ClaimTable.decide(Entries.in(leased(AFTER), DEATHS), DEATHS, false, NOW))
        .isEqualTo(new Leased(AFTER));
  }

  private static Arguments row(DeliveryState state, ClaimDecision... decisions) {
    return Arguments.of(state, decisions[0], decisions[1], decisions[2], decisions[3]);
  }

  private static DeliveryState waiting(Instant until) {
    return new DeliveryState.Waiting(until, Cause.RETRY);
  }

  private static DeliveryState leased(Instant end) {
    return new DeliveryState.InFlight("claim", BEFORE, end);
  }
}
