package dev.everhook.simulation;

import dev.everhook.worker.CallFailure;
import dev.everhook.worker.CallResult;
import dev.everhook.worker.WebhookCall;
import dev.everhook.worker.WebhookSecret;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The webhook. It is as good and as fast as the seed says, and in its outages worse; it remembers
 * keys, or does not.
 */
final class SimulatedReceiver {
  /** What it does with a call. */
  enum Manner {
    DOES_IT,
    DOES_IT_SLOWLY,
    DOES_IT_AND_NEVER_ANSWERS,
    DOES_IT_AND_BREAKS_OFF,
    DOES_IT_AND_A_GATEWAY_FAILS,
    NEVER_ANSWERS,
    BREAKS_OFF,
    IS_NOT_THERE,
    HAS_NO_NAME,
    FAILS,
    IS_BUSY,
    ASKS_FOR_TIME,
    IS_AT_WORK,
    REFUSES,
    IS_GONE;

    /** In the order in which chance picks them. */
    static final List<Manner> ALL = List.of(values());
  }

  private final World world;
  private final CallRules rules;
  private final double badness;
  private final boolean isForgetful;

  /** All being well, it answers long before anybody stops to listen. */
  private final long quick;

  SimulatedReceiver(World world) {
    this.world = world;
    this.rules = new CallRules(world);
    this.badness = new double[] {0, 0.05, 0.2, 0.5}[world.chance().below("badness", 4)];
    this.isForgetful = world.chance().happens("forgetful", 0.3);
    this.quick = Math.min(20_000, world.settings().worker().webhookTimeout().toMillis() / 2);
  }

  /** What came back, and when. */
  private record Reply(CallResult result, long millis) {}

  CallResult call(Life life, WebhookCall call, WebhookSecret secret, Duration timeout) {
    life.requireAlive();
    Optional<Fault> fault =
        world
            .faults()
            .strike(
                "call of " + world.cases().name(call.key()),
                Fault.DIES_BEFORE,
                Fault.DIES_AFTER,
                Fault.STALLS);
    if (fault.isPresent() && fault.get() == Fault.DIES_BEFORE) {
      life.kill();
      life.requireAlive();
    }
    Case of = rules.begins(life, call);
    long token = world.ledger().tokenOf(life, call.key());
    Reply reply = reply(of, secret);
    boolean isLate = reply.millis > timeout.toMillis();
    CallResult result = isLate ? new CallResult.Failed(CallFailure.TIMEOUT) : reply.result;
    world.trace(() -> "%s calls for %s: %s".formatted(life.name(), of, result));
    try {
      life.pause(Math.min(reply.millis, timeout.toMillis()));
      if (fault.isPresent() && fault.get() == Fault.DIES_AFTER) {
        life.kill();
        life.requireAlive();
      }
      if (fault.isPresent() && fault.get() == Fault.STALLS) {
        life.stall();
      }
      rules.ends(life, of, token, result);
    } finally {
      of.callers.remove(life);
    }
    return result;
  }

  private Reply reply(Case of, WebhookSecret secret) {
    long now = world.timeline().millis();
    Manner manner = manner(of);
    boolean reaches = manner != Manner.IS_NOT_THERE && manner != Manner.HAS_NO_NAME;
    if (reaches && manner != Manner.FAILS && !secret.token().equals(world.secrets().accepted())) {
      return answered(401, 50, null);
    }
    if (!isForgetful && of.done > 0 && isDoing(manner)) {
      return answered(200, 80, null);
    }
    if (!isForgetful && of.busyUntil > now && isDoing(manner)) {
      return answered(409, 60, null);
    }
    return switch (manner) {
      case DOES_IT -> does(of, 200, time(of, 200, quick));
      case DOES_IT_SLOWLY -> does(of, 204, time(of, 60_000, 900_000));
      case DOES_IT_AND_NEVER_ANSWERS -> {
        does(of, 200, time(of, 1_000, 300_000));
        yield new Reply(new CallResult.Failed(CallFailure.TIMEOUT), Long.MAX_VALUE / 2);
      }
      case DOES_IT_AND_BREAKS_OFF -> {
        does(of, 200, time(of, 1_000, 100_000));
        yield new Reply(new CallResult.Failed(CallFailure.CONNECTION_BROKEN), time(of, 10, 60_000));
      }
      case DOES_IT_AND_A_GATEWAY_FAILS -> {
        does(of, 200, time(of, 1_000, 100_000));
        yield answered(504, time(of, 1_000, 60_000), null);
      }
      case NEVER_ANSWERS ->
          new Reply(new CallResult.Failed(CallFailure.TIMEOUT), Long.MAX_VALUE / 2);
      case BREAKS_OFF ->
          new Reply(new CallResult.Failed(CallFailure.CONNECTION_BROKEN), time(of, 10, 60_000));
      case IS_NOT_THERE -> new Reply(new CallResult.Failed(CallFailure.CONNECTION_REFUSED), 5);
      case HAS_NO_NAME -> new Reply(new CallResult.Failed(CallFailure.DNS), 20);
      case FAILS -> answered(500, time(of, 10, 5_000), null);
      case IS_BUSY -> answered(429, 20, null);
      case ASKS_FOR_TIME -> answered(503, 20, Long.toString(time(of, 1, 200_000)));
      case IS_AT_WORK -> answered(409, 20, null);
      case REFUSES -> answered(422, 30, null);
      case IS_GONE -> answered(404, 30, null);
    };
  }

  private Manner manner(Case of) {
    if (world.faults().isCalm()) {
      return Manner.DOES_IT;
    }
    Optional<Manner> outage = world.outages().mannerOfReceiver();
    if (outage.isPresent()) {
      return outage.get();
    }
    if (!world.chance().happens("receiver is bad to " + of, badness)) {
      return world.chance().happens("receiver is slow to " + of, 0.05)
          ? Manner.DOES_IT_SLOWLY
          : Manner.DOES_IT;
    }
    Manner bad = Manner.ALL.get(world.chance().below("manner to " + of, Manner.ALL.size()));
    // Refusals for good are rarer than the rest, or there would be little else to see.
    boolean isFinal = bad == Manner.REFUSES || bad == Manner.IS_GONE;
    return isFinal && world.chance().happens("refuses " + of, 0.6) ? Manner.FAILS : bad;
  }

  private static boolean isDoing(Manner manner) {
    return Arrays.asList(
            Manner.DOES_IT,
            Manner.DOES_IT_SLOWLY,
            Manner.DOES_IT_AND_NEVER_ANSWERS,
            Manner.DOES_IT_AND_BREAKS_OFF,
            Manner.DOES_IT_AND_A_GATEWAY_FAILS)
        .contains(manner);
  }

  private long time(Case of, long least, long most) {
    return world.chance().between("time of receiver for " + of, least, most);
  }

  /** It is done at the end, whether anybody still listens or not. */
  private Reply does(Case of, int status, long millis) {
    of.busyUntil = world.timeline().millis() + millis;
    world
        .timeline()
        .at(
            of.busyUntil,
            () -> {
              of.done++;
              if (of.done > 1) {
                world.count("done twice");
              }
            });
    return answered(status, millis, null);
  }

  private static Reply answered(int status, long millis, @Nullable String retryAfter) {
    return new Reply(new CallResult.Answered(status, retryAfter, ""), millis);
  }
}
