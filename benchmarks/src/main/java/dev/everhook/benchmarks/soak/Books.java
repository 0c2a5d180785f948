package dev.everhook.benchmarks.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What sender and receiver know of each request, by its number: some ten bytes a request, so that
 * millions fit. Thread-safe.
 */
final class Books {
  private static final int OPEN = Integer.MAX_VALUE;

  private final long seed;
  private final long start = System.nanoTime();
  private final BitSet accepted = new BitSet();
  private final BitSet done = new BitSet();
  private final BitSet answeredForGood = new BitSet();
  private final List<Repeat> repeats = new ArrayList<>();
  private byte[] calls = new byte[1 << 16];

  /** Of the last call of each request that was or will be done. */
  private int[] arrived = new int[1 << 16];

  private int[] answered = new int[1 << 16];
  private final BitSet answeredAtAll = new BitSet();
  private long allCalls;
  private long wrongKeys;

  Books(long seed) {
    this.seed = seed;
  }

  /** The id by which a request is sent. */
  String requestId(int number) {
    return "soak-" + seed + "-" + number;
  }

  /** Milliseconds from the start. */
  int now() {
    return (int) ((System.nanoTime() - start) / 1_000_000);
  }

  /** The enqueue function has said that it has the request. */
  synchronized void accepted(int number) {
    accepted.set(number);
  }

  /**
   * A call has come.
   *
   * @param hasRightKey whether it bears the request's own key
   * @return how it is to be answered
   */
  synchronized Fate.Answer arrives(int number, boolean hasRightKey) {
    int now = now();
    grow(number);
    allCalls++;
    wrongKeys += hasRightKey ? 0 : 1;
    calls[number]++;
    if (done.get(number)) {
      repeats.add(
          new Repeat(
              number,
              new Repeat.Earlier(arrived[number], answered[number], answeredAtAll.get(number)),
              now));
    }
    Fate.Answer answer = Fate.of(seed, number).answer(calls[number]);
    if (answer.isDone()) {
      done.set(number);
      arrived[number] = now;
      answered[number] = OPEN;
      answeredAtAll.set(number, answer.status() != 0);
    }
    return answer;
  }

  /** The answer to a call has gone, or its connection is closed. */
  synchronized void answered(int number, Fate.Answer answer) {
    if (answer.isDone()) {
      answered[number] = now();
    }
    if (answer.isDone() || answer.status() == 400) {
      answeredForGood.set(number);
    }
  }

  private void grow(int number) {
    if (number >= calls.length) {
      int length = Math.max(number + 1, calls.length * 2);
      calls = Arrays.copyOf(calls, length);
      arrived = Arrays.copyOf(arrived, length);
      answered = Arrays.copyOf(answered, length);
    }
  }

  synchronized BitSet allAccepted() {
    return (BitSet) accepted.clone();
  }

  /** The requests that the webhook has done. */
  synchronized BitSet allDone() {
    return (BitSet) done.clone();
  }

  synchronized List<Repeat> repeats() {
    return List.copyOf(repeats);
  }

  /** Of all requests. */
  synchronized long calls() {
    return allCalls;
  }

  /** Calls that bore another key than that of their request. */
  synchronized long wrongKeys() {
    return wrongKeys;
  }

  synchronized int acceptedCount() {
    return accepted.cardinality();
  }

  /** How many were accepted and had no final answer yet. */
  synchronized int openCount() {
    return accepted.cardinality() - answeredForGood.cardinality();
  }
}
