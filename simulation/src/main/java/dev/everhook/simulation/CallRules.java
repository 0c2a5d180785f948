package dev.everhook.simulation;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Outcome.Certainty;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.worker.CallResult;
import dev.everhook.worker.WebhookCall;
import dev.everhook.worker.WorkerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must hold of each call. */
final class CallRules {
  /** Deferrals, one more that ends in death, and calls that were lost. */
  private static final int MOST_UNCOUNTED = 9 + 5;

  /** By workers that lived: each message has one. */
  private static final int MOST_BEYOND_HORIZON = 12;

  private static final Duration TO_CALL = Duration.ofSeconds(30);

  private final World world;
  private final WorkerSettings settings;

  /** A receiver that asks for more gets that. In milliseconds. */
  private final long longestAsked;

  CallRules(World world) {
    this.world = world;
    this.settings = world.settings().worker();
    this.longestAsked = world.settings().backoff().horizon(settings.maxAttempts()).toMillis();
  }

  /** A call goes out. */
  Case begins(Life life, WebhookCall call) {
    Case of = world.cases().find(call.key());
    if (of == null || of.request == null) {
      world.violated("a call with key " + call.key() + ", which is nobody's");
      throw new Life.Died();
    }
    if (!of.request.equals(call.request())) {
      world.violated("a call with the key of " + of + " for another request: " + call.request());
    }
    if (of.generation > world.operators().newKeys()) {
      world.violated(of + " is called with a new key that nobody asked for");
    }
    if (!Arrays.equals(call.body(), payload(of))) {
      world.violated("the body of " + of + " was changed on its way");
    }
    lease(life, of);
    inTime(life, of.request);
    repeat(life, of);
    of.calls++;
    of.callsOfRound++;
    world.count("calls");
    if (of.callsOfRound > settings.maxAttempts() + MOST_UNCOUNTED + of.uncounted) {
      world.violated(of + " is called " + of.callsOfRound + " times in a round");
    }
    of.callers.add(life);
    return of;
  }

  private static byte[] payload(Case of) {
    return of.request == null || of.request.payload() == null
        ? new byte[0]
        : of.request.payload().bytes();
  }

  /** What is asked for until some instant is not called for after it. */
  private void inTime(Life life, RefreshRequest request) {
    Instant end = world.settings().endOf(request);
    // Between the decision and its call there may be two calls of ports that nobody answers.
    Instant latest = world.timeline().instant().minus(TO_CALL);
    if (latest.isAfter(end) && !life.hasStalled()) {
      world.violated("a call for " + request + ", which was to end at " + end);
    }
  }

  /** Whoever calls has the lease, or had no answer from the ledger. */
  private void lease(Life life, Case of) {
    if (life.wasBlindTo(key(of))) {
      world.count("calls without the ledger");
      if (world.isBeyondHorizon(of)) {
        of.beyondHorizon.add(life);
        if (of.beyondHorizon.stream().filter(caller -> !caller.isDead()).count()
            > MOST_BEYOND_HORIZON) {
          world.violated(of + " is called beyond the horizon, without the ledger");
        }
      }
      return;
    }
    LedgerEntry entry = world.ledger().find(key(of));
    boolean isHeld =
        entry != null
            && entry.state() instanceof DeliveryState.InFlight(var claim, _, var leaseEnd)
            && world.ledger().holder(claim) == life
            && (world.timeline().instant().isBefore(leaseEnd) || life.hasStalled());
    // Somebody whom the ledger did not answer may deliver it between a claim and its call.
    boolean isOvertaken =
        entry != null
            && entry.state() instanceof DeliveryState.Delivered
            && of.heardBy.stream().anyMatch(other -> other.wasBlindTo(key(of)));
    if (!isHeld && !isOvertaken && !life.hasStalled()) {
      world.violated(
          life.name()
              + " calls for "
              + of
              + " without its lease; the ledger has "
              + (entry == null ? "nothing" : entry.state()));
    }
    Optional<Life> other =
        of.callers.stream()
            .filter(caller -> caller != life && !caller.isDead())
            .filter(caller -> !caller.wasBlindTo(key(of)) && !caller.hasStalled())
            .findFirst();
    if (other.isPresent() && !life.hasStalled()) {
      world.violated(life.name() + " and " + other.get().name() + " call at once for " + of);
    }
  }

  /** A call after a success is heard of must be one that nothing could avoid. */
  private void repeat(Life life, Case of) {
    if (!of.isHeard()) {
      return;
    }
    if (life.wasBlindTo(key(of))) {
      world.count("repeats, the ledger was silent before the call");
    } else if (of.heardBy.stream().anyMatch(heard -> heard.wasBlindTo(key(of)))) {
      world.count("repeats, the ledger was silent after the success");
    } else if (of.heardBy.stream().anyMatch(Life::isDead)) {
      world.count("repeats, the worker died before it said so");
    } else if (of.heardBy.stream().anyMatch(Life::hasStalled)) {
      world.count("repeats, the worker was frozen before it said so");
    } else {
      world.violated(of + " is called again, and everybody knew that it was delivered");
    }
  }

  private static IdempotencyKey key(Case of) {
    return Objects.requireNonNull(of.key());
  }

  /**
   * A call came to its end, and its caller heard of it.
   *
   * @param token of its caller's claim
   */
  void ends(Life life, Case of, long token, CallResult result) {
    long leastDelay = leastDelay(result);
    boolean isCounted = status(result) != 409;
    if (status(result) == 401) {
      of.uncounted++;
    }
    if (token != SimulatedLedger.NONE) {
      of.answers.put(token, new Case.Answer(world.timeline().millis(), leastDelay, isCounted));
    }
    if (status(result) / 100 == 2) {
      of.heardBy.add(life);
    }
    world.count("answers, " + describe(result));
  }

  private static String describe(CallResult result) {
    return switch (result) {
      case CallResult.Answered(int status, _, _) -> Integer.toString(status);
      case CallResult.Failed(var failure) -> failure.code();
    };
  }

  private static int status(CallResult result) {
    return result instanceof CallResult.Answered(int status, _, _) ? status : 0;
  }

  private long leastDelay(CallResult result) {
    return switch (result) {
      case CallResult.Failed(var failure) ->
          failure.certainty() == Certainty.UNKNOWN ? unknown() : 0;
      case CallResult.Answered(int status, @Nullable String retryAfter, _) ->
          Math.max(
              retryAfter == null
                  ? 0
                  : Math.min(
                      Duration.ofSeconds(Long.parseLong(retryAfter)).toMillis(), longestAsked),
              status == 502 || status == 504 ? unknown() : 0);
    };
  }

  private long unknown() {
    return settings.webhookTimeout().toMillis();
  }
}
