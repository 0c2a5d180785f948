package dev.everhook.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends lines of JSON, some hundred a call and several calls at a time. Answers are taken in the
 * order of the lines, so that all before the marker are answered.
 */
final class BulkEnqueue {
  private static final int CALLS_IN_FLIGHT = 4;

  private final UnaryOperator<String> function;
  private final Executor threads;
  private final BulkReport report;
  private final Progress progress;
  private final @Nullable BulkMarker marker;
  private final Deque<Call> calls = new ArrayDeque<>();
  private final long refusedBefore;

  private record Call(BulkChunk chunk, CompletableFuture<String> answer) {}

  /**
   * @param function the enqueue function: takes an event, gives its answer
   * @param threads on which calls wait for their answers
   * @param marker null where a break cannot be made good
   */
  BulkEnqueue(
      UnaryOperator<String> function,
      Executor threads,
      BulkReport report,
      Progress progress,
      @Nullable BulkMarker marker) {
    this.function = function;
    this.threads = threads;
    this.report = report;
    this.progress = progress;
    this.marker = marker;
    this.refusedBefore = marker == null ? 0 : marker.refused();
  }

  /**
   * Sends all lines that can be sent; empty ones are passed over, and so are those that the marker
   * calls done.
   *
   * @param stop once it is raised, no more lines are sent, and the answers to others waited for
   * @return whether all lines were read, and none was refused by the queue
   * @throws IOException if the lines cannot be read to their end, or a call has no answer, saying
   *     where and what was sent
   */
  boolean send(BufferedReader lines, StopFlag stop) throws IOException {
    long done = marker == null ? 0 : marker.linesDone();
    long number = 0;
    BulkChunk chunk = new BulkChunk();
    try {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        number++;
        if (stop.isRaised()) {
          takeAll(chunk);
          return false;
        }
        if (number <= done || text.isBlank()) {
          continue;
        }
        BulkLine line = BulkLine.read(number, text, marker == null ? null : marker::requestId);
        if (!chunk.takes(line)) {
          start(chunk);
          chunk = new BulkChunk();
        }
        chunk.add(line);
      }
    } catch (CharacterCodingException e) {
      takeAll(chunk);
      throw new IOException(
          "--file: is not UTF-8 after line %d; of the lines before, %d were sent"
              .formatted(number, report.sent()),
          e);
    }
    takeAll(chunk);
    return report.refusedByQueue() == 0;
  }

  private void takeAll(BulkChunk last) throws IOException {
    if (!last.isEmpty()) {
      start(last);
    }
    while (!calls.isEmpty()) {
      takeOldest();
    }
  }

  private void start(BulkChunk chunk) throws IOException {
    if (calls.size() == CALLS_IN_FLIGHT) {
      takeOldest();
    }
    calls.addLast(
        new Call(
            chunk,
            chunk.good().isEmpty()
                ? CompletableFuture.completedFuture("{}")
                : CompletableFuture.supplyAsync(() -> function.apply(chunk.event()), threads)));
  }

  private void takeOldest() throws IOException {
    Call call = calls.removeFirst();
    BulkChunk chunk = call.chunk();
    EnqueueAnswer answer = Answers.read(answer(call), EnqueueAnswer.class);
    report.bad(chunk.bad());
    report.answer(chunk.good(), answer);
    progress.at(chunk.last());
    // What the queue did not take, a second run sends again: the marker stays before it.
    if (marker != null && report.refusedByQueue() == 0) {
      marker.advance(chunk.last(), refusedBefore + report.wrong());
    }
  }

  private String answer(Call call) throws IOException {
    try {
      return call.answer().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SdkException broken) {
        throw new IOException(
            "--file: no answer for lines %d to %d, which may have been sent; before them, %d were: %s"
                .formatted(
                    call.chunk().first(), call.chunk().last(), report.sent(), broken.getMessage()),
            broken);
      }
      throw e.getCause() instanceof RuntimeException failed ? failed : e;
    }
  }
}
