package dev.everhook.it.lambda;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An event source mapping that is at work until it is disabled, one batch at a time. */
public final class WorkerFeed implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final QueueMapping mapping;
  private final HostedFunction worker;
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  /** Held over a batch. Fair, so that whoever wants to disable it gets between two. */
  private final ReentrantLock atWork = new ReentrantLock(true);

  private final Condition changed = atWork.newCondition();
  private boolean isEnabled = true;
  private boolean isClosed;

  /**
   * @param worker stays the caller's to close
   */
  public WorkerFeed(QueueMapping mapping, HostedFunction worker) {
    this.mapping = mapping;
    this.worker = worker;
    Thread.ofVirtual().start(this::run);
  }

  private void run() {
    try {
      while (isBatchDone()) {
        // The next one.
      }
      ended.complete(true);
    } catch (IOException | InterruptedException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private boolean isBatchDone() throws IOException, InterruptedException {
    atWork.lock();
    try {
      while (!isEnabled && !isClosed) {
        changed.await();
      }
      if (isClosed) {
        return false;
      }
      mapping.poll(worker, WAIT);
      return true;
    } finally {
      atWork.unlock();
    }
  }

  /** Switches it on or off, once the batch at work is done. */
  public void setEnabled(boolean enabled) {
    atWork.lock();
    try {
      isEnabled = enabled;
      changed.signalAll();
    } finally {
      atWork.unlock();
    }
  }

  /** Its state, in Lambda's word. */
  String state() {
    atWork.lock();
    try {
      return isEnabled ? "Enabled" : "Disabled";
    } finally {
      atWork.unlock();
    }
  }

  /** Makes what the worker received and did not finish visible again. */
  public void visibilityEnds() {
    mapping.visibilityEnds();
  }

  /** Ends once the batch at work is done; tells what broke it off, if anything did. */
  @Override
  public void close() {
    atWork.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      atWork.unlock();
    }
    ended.join();
  }
}
