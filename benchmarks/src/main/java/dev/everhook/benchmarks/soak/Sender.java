package dev.everhook.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.benchmarks.FunctionCalls;
import dev.everhook.embedded.Functions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks for refreshes at a steady rate. What was not answered for, since the run was killed, is
 * asked for again by the same request id; so each number is accepted before the next ones are sent.
 */
final class Sender implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_IN_A_CALL = 100;
  private static final int CALLS_A_SECOND = 10;

  /** Without a rate: how many may be under way. */
  private static final int MOST_OPEN = 2_000;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Books books;
  private final Pipeline pipeline;
  private final int requests;
  private final int rate;
  private final FunctionCalls functions = new FunctionCalls();
  private volatile boolean stopping;
  private final AtomicLong lostAnswers = new AtomicLong();

  /**
   * @param requests how many at most
   * @param rate requests a second; 0 for as many as it takes
   */
  Sender(Books books, Pipeline pipeline, int requests, int rate) {
    this.requests = requests;
    this.books = books;
    this.pipeline = pipeline;
    this.rate = rate;
  }

  /** After what is in hand. */
  void stop() {
    stopping = true;
  }

  /** How many calls of the enqueue function had no answer. */
  long lostAnswers() {
    return lostAnswers.get();
  }

  @Override
  public void run() {
    int start = books.now();
    int next = 0;
    while (!stopping && next < requests) {
      int due = Math.min(due(next, books.now() - start), requests - next);
      if (due == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      } else {
        send(IntStream.range(next, next + due).boxed().toList());
        next += due;
      }
    }
  }

  /** How many to send now; after a kill, what was due meanwhile. */
  private int due(int next, int millis) {
    if (rate == 0) {
      return books.openCount() < MOST_OPEN ? MOST_IN_A_CALL : 0;
    }
    long due = (long) rate * millis / 1_000 - next;
    int worthACall = Math.max(1, Math.min(MOST_IN_A_CALL, rate / CALLS_A_SECOND));
    return due < worthACall ? 0 : (int) Math.min(MOST_IN_A_CALL, due);
  }

  private void send(List<Integer> numbers) {
    List<Integer> left = numbers;
    while (!left.isEmpty()) {
      try {
        String answer =
            functions.invoke(pipeline.endpoint("invoke"), Functions.ENQUEUE, event(left));
        left = unanswered(left, JSON.readTree(answer));
      } catch (IOException e) {
        lostAnswers.incrementAndGet();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private String event(List<Integer> numbers) {
    return numbers.stream()
        .map(
            number ->
                "{\"requestId\":\"" + books.requestId(number) + "\",\"payload\":" + number + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** What is neither on the queue nor known to the ledger. */
  private List<Integer> unanswered(List<Integer> numbers, JsonNode answer) {
    answer.path("accepted").forEach(one -> books.accepted(numbers.get(one.path("index").asInt())));
    answer.path("known").forEach(one -> books.accepted(numbers.get(one.path("index").asInt())));
    return IntStream.range(0, answer.path("errors").size())
        .map(i -> answer.path("errors").path(i).path("index").asInt())
        .mapToObj(numbers::get)
        .toList();
  }
}
