package dev.everhook.simulation;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.RefreshRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the simulation itself knows of one delivery, by its own eyes and from no word of the code
 * under test.
 */
final class Case {
  final String name;

  /** What was asked for; null where it is not a refresh request. */
  final @Nullable RefreshRequest request;

  final int generation;

  /** All generations of one request, this one included. */
  final List<Case> family;

  private final Map<Place, Integer> places = new EnumMap<>(Place.class);

  /** Whoever heard from the receiver that it is done. */
  final List<Life> heardBy = new ArrayList<>();

  /** Whoever has an open call. */
  final List<Life> callers = new ArrayList<>();

  /** The answer that each claim had, by its token, while somebody is at it. */
  final Map<Long, Answer> answers = new HashMap<>();

  /** Calls since the last redrive was begun. */
  int callsOfRound;

  /**
   * Times at which the ledger, or a second call for a changed secret, kept a call off the count.
   */
  int uncounted;

  /** Messages that carried a death back to the refresh queue. */
  int redrives;

  /** Whether the receiver did it. */
  int done;

  /** When the receiver will have done what it is at. */
  long busyUntil;

  int calls;

  /** Whoever called without the ledger, later than all attempts take. */
  final List<Life> beyondHorizon = new ArrayList<>();

  /** Whether it ever was anywhere. */
  boolean isReal;

  Case(String name, @Nullable RefreshRequest request, int generation, List<Case> family) {
    this.name = name;
    this.request = request;
    this.generation = generation;
    this.family = family;
    family.add(this);
  }

  /**
   * What came back from a call.
   *
   * @param at when
   * @param leastDelay how long the next attempt must wait at least, by the receiver's own word and
   *     by what it may still be at, in milliseconds
   * @param isCounted whether it counts as an attempt
   */
  record Answer(long at, long leastDelay, boolean isCounted) {}

  @Nullable IdempotencyKey key() {
    return request == null ? null : request.key(generation);
  }

  void enters(Place place) {
    isReal = true;
    places.merge(place, 1, Integer::sum);
  }

  void leaves(Place place) {
    places.merge(place, -1, Integer::sum);
  }

  int in(Place place) {
    return places.getOrDefault(place, 0);
  }

  boolean isNowhere() {
    return places.values().stream().allMatch(count -> count == 0);
  }

  boolean isHeard() {
    return !heardBy.isEmpty();
  }

  /** Whether an operator gave it a new key. */
  boolean isSuperseded() {
    return family.stream().anyMatch(other -> other.generation > generation);
  }

  @Override
  public String toString() {
    return generation == 0 ? name : name + " (key " + generation + ")";
  }
}
