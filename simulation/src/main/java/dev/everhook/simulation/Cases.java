package dev.everhook.simulation;

import dev.everhook.core.DeathNotice;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All requests that ever were in a queue, and where each is. */
final class Cases {
  private final World world;
  private final Map<String, Map<Integer, Case>> byBody = new HashMap<>();
  private final Map<IdempotencyKey, Case> byKey = new LinkedHashMap<>();
  private final Map<String, Case> malformed = new LinkedHashMap<>();
  private final Map<IdempotencyKey, List<Case>> families = new HashMap<>();

  Cases(World world) {
    this.world = world;
  }

  /** The case of a message. */
  Case of(String body, Map<String, String> attributes) {
    return byBody
        .computeIfAbsent(body, _ -> new HashMap<>())
        .computeIfAbsent(
            DeathNotice.generationOf(attributes), generation -> read(body, generation));
  }

  private Case read(String body, int generation) {
    try {
      RefreshRequest request = RefreshRequestJson.read(body);
      List<Case> family = families.computeIfAbsent(request.key(0), _ -> new ArrayList<>());
      return byKey.computeIfAbsent(
          request.key(generation), _ -> new Case(name(request), request, generation, family));
    } catch (InvalidRequestException e) {
      return malformed.computeIfAbsent(
          body, _ -> new Case("'" + body + "'", null, 0, new ArrayList<>()));
    }
  }

  private static String name(RefreshRequest request) {
    return switch (request) {
      case RefreshRequest.Scheduled slot -> "slot " + slot.scheduledTime();
      case RefreshRequest.Manual manual -> manual.requestId();
    };
  }

  @Nullable Case find(IdempotencyKey key) {
    return byKey.get(key);
  }

  /** The case of that key, for the name of a place; the key itself where there is none. */
  String name(IdempotencyKey key) {
    Case known = byKey.get(key);
    return known == null ? key.toString() : known.toString();
  }

  Collection<Case> requests() {
    return byKey.values();
  }

  Collection<Case> malformed() {
    return malformed.values();
  }

  /** A request leaves a place: it must be in another, or done. */
  void leaves(Case one, Place place) {
    one.leaves(place);
    if (one.isNowhere() && !one.isHeard() && !one.isSuperseded()) {
      world.violated(one + " is in no queue, no archive and not delivered, since it left " + place);
    }
  }
}
