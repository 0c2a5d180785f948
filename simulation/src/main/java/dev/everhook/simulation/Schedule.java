package dev.everhook.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * EventBridge Scheduler: fires each slot, now and then twice, late, or into its own dead letters.
 */
final class Schedule {
  private static final String ARN = "arn:aws:scheduler:eu-west-1:123456789012:schedule/e/refresh";

  private final World world;
  private final Duration length;

  Schedule(World world, Duration length) {
    this.world = world;
    this.length = length;
  }

  void begin() {
    Duration period = Duration.ofHours(world.chance().happens("period", 0.7) ? 72 : 24);
    long end = world.timeline().millis() + length.toMillis();
    for (long slot = world.timeline().millis(); slot < end; slot += period.toMillis()) {
      long at = slot;
      String name = "slot " + Instant.ofEpochMilli(at);
      if (!world.faults().allows(name)) {
        continue;
      }
      world.count("requests");
      fire(at, at + lateness("lateness of slots"));
      if (world.chance().happens("double fire", 0.12) && world.faults().allows("again: " + name)) {
        fire(at, at + lateness("lateness of second fires"));
      }
    }
  }

  private long lateness(String subject) {
    return world.chance().happens(subject, 0.1)
        ? world.chance().between(subject, 0, Duration.ofHours(20).toMillis())
        : world.chance().between(subject, 0, 1_000);
  }

  private void fire(long slot, long at) {
    world
        .timeline()
        .at(
            at,
            () -> {
              String body =
                  "{\"version\":1,\"trigger\":\"schedule\",\"scheduleArn\":\"%s\",\"scheduledTime\":\"%s\"}"
                      .formatted(ARN, Instant.ofEpochMilli(slot));
              if (!world.outages().isQueueDown() && !world.chance().happens("unsent", 0.03)) {
                world.refreshQueue().send(body, Map.of());
              } else {
                world.count("slots in the scheduler's dead letters");
                world
                    .schedulerDeadLetters()
                    .send(body, Map.of("ERROR_CODE", "SERVICE_UNAVAILABLE"));
              }
            });
  }
}
