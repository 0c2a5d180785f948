package dev.everhook.embedded;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets as many calls in as there are functions, and none while it is paused or once it is closed.
 * Safe for use by many threads.
 */
final class Admission {
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int free;
  private boolean paused;
  private boolean closed;

  Admission(int functions, boolean isPaused) {
    this.free = functions;
    this.paused = isPaused;
  }

  /** Waits while it is paused; returns false once it is closed. */
  boolean awaitOpen() {
    lock.lock();
    try {
      while (paused && !closed) {
        changed.awaitUninterruptibly();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a free function and takes it.
   *
   * @return false if it is paused or closed, also while this waits
   */
  boolean enter() {
    lock.lock();
    try {
      while (free == 0 && !paused && !closed) {
        changed.awaitUninterruptibly();
      }
      if (paused || closed) {
        return false;
      }
      free--;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what {@link #enter} took. */
  void leave() {
    change(() -> free++);
  }

  void pause() {
    change(() -> paused = true);
  }

  void resume() {
    change(() -> paused = false);
  }

  void close() {
    change(() -> closed = true);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
