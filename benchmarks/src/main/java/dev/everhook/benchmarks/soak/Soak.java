package dev.everhook.benchmarks.soak;

import dev.everhook.core.AwsClients;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.SqsRefreshQueue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.sqs.SqsClient;

/** One soak: sends, kills and starts again, waits until all is at rest, and makes the account. */
final class Soak {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(1);

  private final Options options;
  private final PrintStream out;
  private final SplittableRandom random;
  private final Books books;

  /**
   * What is asked for.
   *
   * @param duration for how long requests are sent at most
   * @param requests how many are sent at most
   * @param rate requests a second; 0 for as many as it takes
   * @param seed of what the webhook does, and of when the run is killed
   * @param killEvery the mean time from kill to kill; zero for none
   * @param settle how long to wait at most until all is at rest
   * @param report how often to say how far it is
   * @param flags of the run's virtual machine, besides the launcher's
   */
  record Options(
      Duration duration,
      int requests,
      int rate,
      long seed,
      Duration killEvery,
      Duration settle,
      Duration report,
      List<String> flags) {
    Options {
      flags = List.copyOf(flags);
    }
  }

  private Soak(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
    this.random = new SplittableRandom(options.seed);
    this.books = new Books(options.seed);
  }

  /**
   * Runs it.
   *
   * @param data the data folder of the run, which is not there yet
   * @throws IllegalStateException if all is not at rest in time
   */
  static Account run(Options options, Path data, PrintStream out) throws Exception {
    return new Soak(options, out).run(data);
  }

  private Account run(Path data) throws Exception {
    try (FailingWebhook webhook = FailingWebhook.start(books);
        Pipeline pipeline = Pipeline.start(books, data, options.flags, webhook.url())) {
      Sender sender = new Sender(books, pipeline, options.requests, options.rate);
      int start = books.now();
      Thread sending = Thread.ofPlatform().name("sender").start(sender);
      Memory warm = killNowAndThen(pipeline, sending);
      sender.stop();
      sending.join();
      int sent = books.now();
      settle(pipeline);
      int rest = books.now();
      Audit audit = Audit.make(books, pipeline);
      pipeline.noteMemory();
      Memory end = pipeline.memory();
      return new Account(
          Duration.ofMillis(sent - start),
          Duration.ofMillis(rest - sent),
          books.acceptedCount(),
          audit,
          books.calls(),
          books.wrongKeys(),
          sender.lostAnswers(),
          repeats(pipeline),
          pipeline.kills().size(),
          Duration.ofMillis(pipeline.longestRestart()),
          pipeline.processorTime(),
          pipeline.warnings(),
          warm,
          end,
          pipeline.mostResident(),
          pipeline.dataSize(),
          pipeline.end());
    }
  }

  /** Returns the memory after the warm-up. */
  private Memory killNowAndThen(Pipeline pipeline, Thread sending) throws Exception {
    long end = books.now() + options.duration.toMillis();
    long warm = books.now() + shorter(LONGEST_WARM_UP, options.duration.dividedBy(4)).toMillis();
    long kill = nextKill();
    long report = books.now() + options.report.toMillis();
    Memory afterWarmUp = null;
    while (books.now() < end && sending.isAlive()) {
      LockSupport.parkNanos(TICK.toNanos());
      int now = books.now();
      if (afterWarmUp == null && now >= warm) {
        afterWarmUp = pipeline.memory();
      }
      if (now >= report) {
        report(pipeline);
        report = books.now() + options.report.toMillis();
      }
      if (now >= kill) {
        pipeline.killAndStart();
        kill = nextKill();
      }
    }
    return afterWarmUp == null ? pipeline.memory() : afterWarmUp;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** From three to five quarters of the mean time ahead. */
  private long nextKill() {
    return options.killEvery.isZero()
        ? Long.MAX_VALUE
        : books.now() + Math.round(options.killEvery.toMillis() * random.nextDouble(0.75, 1.25));
  }

  private void report(Pipeline pipeline) throws IOException {
    pipeline.noteMemory();
    out.printf(
        "%6d s  accepted %,d  open %,d  calls %,d  kills %d  memory %d MB  data %d MB%n",
        books.now() / 1_000,
        books.acceptedCount(),
        books.openCount(),
        books.calls(),
        pipeline.kills().size(),
        Account.megabytes(pipeline.resident()),
        Account.megabytes(pipeline.dataSize()));
  }

  /** Waits until the refresh queue is empty. */
  private void settle(Pipeline pipeline) {
    long end = books.now() + options.settle.toMillis();
    try (SqsClient sqs = AwsClients.sqs(pipeline.endpoint("sqs"))) {
      SqsRefreshQueue queue =
          new SqsRefreshQueue(sqs, pipeline.endpoint("refreshQueue"), InstantSource.system());
      for (long depth = queue.depth().total(); depth > 0; depth = queue.depth().total()) {
        if (books.now() > end) {
          throw new IllegalStateException(
              depth + " messages are still in the refresh queue after " + options.settle);
        }
        LockSupport.parkNanos(TICK.toNanos());
      }
    }
  }

  private Map<Repeat.Cause, Integer> repeats(Pipeline pipeline) {
    Map<Repeat.Cause, Integer> counts = new EnumMap<>(Repeat.Cause.class);
    for (Repeat repeat : books.repeats()) {
      String key = IdempotencyKey.ofRequest(books.requestId(repeat.number()), 0).toString();
      counts.merge(repeat.cause(pipeline.kills(), pipeline.wasWithoutLedger(key)), 1, Integer::sum);
    }
    return counts;
  }
}
