package dev.everhook.redrive;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The life of a function, counted in calls of its ports: at one of them it dies, and makes no
 * further call.
 */
final class Mortal {
  private final int lastCall;
  private final boolean isMade;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * @param lastCall the call at which it dies, from 1
   * @param isMade whether that call is made, so that it is the answer that is never heard
   */
  Mortal(int lastCall, boolean isMade) {
    this.lastCall = lastCall;
    this.isMade = isMade;
  }

  /** What a dead function throws. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** A port whose calls count. */
  <T> T port(Class<T> type, T port) {
    InvocationHandler counted =
        (_, method, arguments) -> {
          int call = calls.incrementAndGet();
          if (call > lastCall || (call == lastCall && !isMade)) {
            throw new Died();
          }
          try {
            Object answer = method.invoke(port, arguments);
            if (call == lastCall) {
              throw new Died();
            }
            return answer;
          } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, counted));
  }

  boolean isDead() {
    return calls.get() >= lastCall;
  }
}
