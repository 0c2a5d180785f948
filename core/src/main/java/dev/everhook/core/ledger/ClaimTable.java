package dev.everhook.core.ledger;

import dev.everhook.core.ledger.ClaimDecision.Duplicate;
import dev.everhook.core.ledger.ClaimDecision.FinishDeath;
import dev.everhook.core.ledger.ClaimDecision.Leased;
import dev.everhook.core.ledger.ClaimDecision.NotDue;
import dev.everhook.core.ledger.ClaimDecision.Take;
import java.time.Instant;

/**
 * The claim table. A function of its arguments alone.
 *
 * <table>
 * <caption>By the death that the message carries, none being 0, against the ledger's last one</caption>
 * <tr><th>the ledger says</th><th>an older death</th><th>the same</th><th>a newer one</th></tr>
 * <tr><td>pending</td><td>take</td><td>take</td><td>take, new round</td></tr>
 * <tr><td>waiting, due</td><td>take</td><td>take</td><td>take, new round</td></tr>
 * <tr><td>waiting, not due</td><td>not due</td><td>not due</td><td>take, new round</td></tr>
 * <tr><td>in flight, lease running</td><td colspan="3">leased</td></tr>
 * <tr><td>in flight, lease over</td><td>take, lost</td><td>take, lost</td><td>take, lost, new round
 * </td></tr>
 * <tr><td>delivered</td><td colspan="3">duplicate</td></tr>
 * <tr><td>dying</td><td>finish the death</td><td colspan="2">take, new round</td></tr>
 * <tr><td>dead</td><td>duplicate</td><td colspan="2">take, new round</td></tr>
 * </table>
 *
 * <p>A death that is newer than the ledger's is one that it missed while it did not answer. A
 * message that carries the very death that is still dying has been in the dead-letter queue: the
 * worker that sent it there died before it could say so, and somebody put it back.
 */
public final class ClaimTable {
  private ClaimTable() {}

  /**
   * Decides.
   *
   * @param death the death that the message carries; 0 for none
   * @param mayWait whether the message can still wait; if not, what is not due is taken all the
   *     same
   */
  public static ClaimDecision decide(LedgerEntry entry, int death, boolean mayWait, Instant now) {
    boolean missed = death > entry.deaths();
    boolean redriven = death >= entry.deaths();
    return switch (entry.state()) {
      case DeliveryState.Pending() -> new Take(missed, false);
      case DeliveryState.Waiting(var until, _) ->
          missed || !mayWait || !now.isBefore(until) ? new Take(missed, false) : new NotDue(until);
      case DeliveryState.InFlight(_, _, var leaseEnd) ->
          now.isBefore(leaseEnd) ? new Leased(leaseEnd) : new Take(missed, true);
      case DeliveryState.Delivered(_) -> new Duplicate();
      case DeliveryState.Dying(var dying) ->
          redriven ? new Take(true, false) : new FinishDeath(dying);
      case DeliveryState.Dead(_) -> redriven ? new Take(true, false) : new Duplicate();
    };
  }
}
