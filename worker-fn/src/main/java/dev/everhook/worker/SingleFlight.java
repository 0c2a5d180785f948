package dev.everhook.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done once for all who ask while it is done: they wait, and get its result or its
 * exception.
 */
final class SingleFlight<T> {
  private final AtomicReference<@Nullable CompletableFuture<T>> running = new AtomicReference<>();

  T get(Supplier<T> work) {
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> other = running.compareAndExchange(null, mine);
    return other == null ? done(work, mine) : awaited(other);
  }

  private T done(Supplier<T> work, CompletableFuture<T> result) {
    try {
      T value = work.get();
      result.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
      throw e;
    } finally {
      running.set(null);
    }
  }

  private static <T> T awaited(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
