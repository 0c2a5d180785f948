package dev.everhook.simulation;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;

/**
 * Virtual threads that run where and when the simulation says, and all those that they start in
 * turn: one at a time, on one thread, each until it waits. What the code under test does in
 * parallel comes out in the same order every time, without a word of it in that code.
 *
 * <p>In one JVM there can be one such thread at a time: where threads of two worlds meet at a lock
 * of the JDK, one would wait for the other, and both worlds would be other ones than their seeds
 * say.
 *
 * <p>The JDK's own tests make such threads by the same constructor. It is not public, so that the
 * JVM must be started with {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class OneAtATime {
  private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";

  private final Constructor<?> builder;

  OneAtATime() {
    try {
      builder = Class.forName(BUILDER).getDeclaredConstructor(Executor.class);
      builder.setAccessible(true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "This JVM lets nobody schedule virtual threads. It must be JDK 25, started with"
              + " --add-opens java.base/java.lang=ALL-UNNAMED",
          e);
    }
  }

  /**
   * A thread that has not started.
   *
   * @param scheduler is given what is to run next, each time that a thread can go on
   */
  Thread thread(Executor scheduler, Runnable work) {
    try {
      return ((Thread.Builder.OfVirtual) builder.newInstance(scheduler)).unstarted(work);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
