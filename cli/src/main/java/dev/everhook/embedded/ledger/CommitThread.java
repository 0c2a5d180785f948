package dev.everhook.embedded.ledger;

import dev.everhook.embedded.sqs.H2File;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The one thread that works on a connection. What arrives while one commit runs shares the next: at
 * fifty deliveries at once that is five times as many a second as a commit for each.
 *
 * <p>A thread of its own also since H2 closes its file where a thread that reads or writes is
 * interrupted, as a function at its deadline is.
 */
final class CommitThread implements AutoCloseable {
  private static final int MOST_IN_A_COMMIT = 100;

  private final Connection connection;
  private final BlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
  private final Thread thread;
  private boolean closed;

  /**
   * @param connection is closed with it
   */
  CommitThread(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    thread = Thread.ofPlatform().name("ledger").daemon().start(this::workUntilClosed);
  }

  /**
   * Something done on the connection. It may be done again, if what it shared a commit with failed.
   */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  private record Task<T>(Work<T> work, CompletableFuture<T> answer) {

    /** Returns what tells of it, once it is committed. */
    private Runnable run() throws SQLException {
      T result = work.run();
      return () -> answer.complete(result);
    }
  }

  /**
   * Does the work and commits it.
   *
   * @return its result when it is in the file; whoever cancels it before its turn undoes it
   */
  synchronized <T> CompletableFuture<T> submit(Work<T> work) {
    Task<T> task = new Task<>(work, new CompletableFuture<>());
    if (closed) {
      task.answer.completeExceptionally(new SQLException("it is closed"));
    } else {
      tasks.add(task);
    }
    return task.answer;
  }

  private void workUntilClosed() {
    List<Task<?>> batch = new ArrayList<>();
    do {
      batch.clear();
      batch.add(next());
      tasks.drainTo(batch, MOST_IN_A_COMMIT - 1);
      batch.removeIf(task -> task.answer.isDone());
      commit(batch);
    } while (!isClosed() || !tasks.isEmpty());
  }

  private Task<?> next() {
    while (true) {
      try {
        return tasks.take();
      } catch (InterruptedException e) {
        // Nobody has reason to: the end is a task like any other.
      }
    }
  }

  /** All in one commit, or else each in its own, so that none fails for another. */
  private void commit(List<Task<?>> batch) {
    try {
      List<Runnable> answers = new ArrayList<>();
      for (Task<?> task : batch) {
        answers.add(task.run());
      }
      H2File.commit(connection);
      answers.forEach(Runnable::run);
    } catch (SQLException | RuntimeException | Error e) {
      undo();
      if (batch.size() == 1) {
        batch.getFirst().answer.completeExceptionally(e);
      } else {
        batch.forEach(task -> commit(List.of(task)));
      }
    }
  }

  private void undo() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // What failed says more than this does.
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Finishes what was asked for, and closes the connection. */
  @Override
  public void close() throws SQLException {
    synchronized (this) {
      if (!closed) {
        closed = true;
        tasks.add(new Task<>(() -> true, new CompletableFuture<>()));
      }
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
