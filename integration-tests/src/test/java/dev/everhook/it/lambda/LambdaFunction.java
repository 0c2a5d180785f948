package dev.everhook.it.lambda;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A function with at most one process: started for the first event, kept for the next, and killed
 * at the function's timeout. A process that failed is not used again. One invoke at a time.
 */
public final class LambdaFunction implements HostedFunction {
  private static final InvokeResult TIMED_OUT = new InvokeResult.Failed("Sandbox.Timedout");

  private final FunctionSetup setup;
  private final Duration timeout;
  private final List<String> log = new ArrayList<>();
  private volatile CompletableFuture<InvokeResult> timeUp = new CompletableFuture<>();
  private volatile @Nullable FunctionProcess process;

  /**
   * @param timeout after which it is killed, whatever it does
   */
  public LambdaFunction(FunctionSetup setup, Duration timeout) {
    this.setup = setup;
    this.timeout = timeout;
  }

  @Override
  public InvokeResult invoke(String event) throws IOException {
    timeUp = new CompletableFuture<>();
    timeUp.completeOnTimeout(TIMED_OUT, timeout.toMillis(), TimeUnit.MILLISECONDS);
    FunctionProcess running = running();
    InvokeResult result =
        (InvokeResult)
            CompletableFuture.anyOf(
                    running.api().invoke(event, Instant.now().plus(timeout)),
                    running.api().initFailure(),
                    running.end(),
                    timeUp)
                .join();
    if (result instanceof InvokeResult.Failed) {
      stop(running);
    }
    return result;
  }

  private FunctionProcess running() throws IOException {
    FunctionProcess known = process;
    if (known != null && known.isAlive()) {
      return known;
    }
    FunctionProcess started = FunctionProcess.start(setup);
    process = started;
    return started;
  }

  private void stop(FunctionProcess stopped) {
    stopped.close();
    log.addAll(stopped.log());
    process = null;
  }

  @Override
  public void kill() {
    process().kill();
  }

  /** Turns the clock to the function's timeout. */
  public void timeIsUp() {
    timeUp.complete(TIMED_OUT);
  }

  /** Its running process. */
  public FunctionProcess process() {
    FunctionProcess known = process;
    if (known == null) {
      throw new IllegalStateException("no process of the function runs");
    }
    return known;
  }

  /** What processes that ended had printed. */
  public List<String> log() {
    return log;
  }

  @Override
  public void close() {
    FunctionProcess known = process;
    if (known != null) {
      stop(known);
    }
  }
}
