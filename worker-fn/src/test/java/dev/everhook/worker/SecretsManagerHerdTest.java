package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.SettableClock;
import dev.everhook.core.aws.AwsUnansweredException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many threads that want the secret at a time. */
class SecretsManagerHerdTest {
  private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:webhook";
  private static final int MANY = 50;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final SettableClock clock = new SettableClock();
  private final StoredSecret stored = new StoredSecret(ARN);
  private final SecretsManagerSource source = new SecretsManagerSource(stored, ARN, clock);

  @Test
  void many_threads_without_a_secret_read_it_once() throws Exception {
    stored.put("v1", "{\"token\":\"token-1\"}");

    assertThat(tokensOfTheHerd()).hasSize(MANY).containsOnly("token-1");
    assertThat(stored.reads()).isOne();
  }

  @Test
  void many_threads_that_find_it_expired_read_it_once() throws Exception {
    readOnceAndLetItExpire();
    stored.put("v2", "{\"token\":\"token-2\"}");

    assertThat(tokensOfTheHerd()).hasSize(MANY).containsOnly("token-2");
    assertThat(stored.reads()).isEqualTo(2);
  }

  @Test
  void many_threads_that_cannot_renew_it_ask_once_and_use_it_on() throws Exception {
    readOnceAndLetItExpire();
    stored.fail(new AwsUnansweredException(new IOException("no network")));

    assertThat(tokensOfTheHerd()).hasSize(MANY).containsOnly("token-1");
    assertThat(stored.reads()).isEqualTo(2);
  }

  @Test
  void a_thread_that_waits_for_the_read_of_another_gets_its_failure() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch fails = new CountDownLatch(1);
    stored.fail(new AwsUnansweredException(new IOException("no network")));
    stored.onRead(
        () -> {
          reading.countDown();
          await(fails);
        });
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    Thread first = asking(failures);
    await(reading);
    Thread second = asking(failures);
    awaitWaiting(second);
    fails.countDown();
    first.join();
    second.join();

    assertThat(failures)
        .hasSize(2)
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(SecretUnreadableException.class)
                    .hasMessageContaining("cannot be read (no answer)"));
    assertThat(stored.reads()).isOne();
    assertThatExceptionOfType(SecretUnreadableException.class).isThrownBy(source::current);
    assertThat(stored.reads()).isEqualTo(2);
  }

  private Thread asking(List<Throwable> failures) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                source.current();
              } catch (SecretUnreadableException e) {
                failures.add(e);
              }
            });
  }

  private static void awaitWaiting(Thread thread) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(System.nanoTime()).as("the end of patience").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private void readOnceAndLetItExpire() {
    stored.put("v1", "{\"token\":\"token-1\"}");
    source.current();
    clock.advance(Duration.ofMinutes(5));
  }

  /** No read ends before every thread is about to ask. */
  private List<String> tokensOfTheHerd() throws Exception {
    CountDownLatch herd = new CountDownLatch(MANY);
    stored.onRead(() -> await(herd));
    Callable<String> ask =
        () -> {
          herd.countDown();
          return source.current().token();
        };
    List<String> tokens = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> token : threads.invokeAll(Collections.nCopies(MANY, ask))) {
        tokens.add(token.get());
      }
    }
    return tokens;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
