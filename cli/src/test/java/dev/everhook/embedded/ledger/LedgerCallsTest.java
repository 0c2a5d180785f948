package dev.everhook.embedded.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.ledger.LedgerUnavailableException;
import dev.everhook.embedded.sqs.H2File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCallsTest {
  @TempDir private Path folder;

  /**
   * After a crash in the midst of a hundred thousand deliveries, ending their leases takes long.
   */
  @Test
  void what_a_start_must_do_may_take_longer_than_any_delivery_waits() throws Exception {
    try (var calls =
        new LedgerCalls(new CommitThread(H2File.open(folder, "ledger")), Duration.ofMillis(10))) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch held = new CountDownLatch(1);
      CompletableFuture<String> busy =
          CompletableFuture.supplyAsync(
              () -> calls.callAtStart("write to", () -> done(begun, held)));
      try {
        begun.await();
        assertThatExceptionOfType(LedgerUnavailableException.class)
            .isThrownBy(() -> calls.call("read", () -> "never"))
            .withMessage("Could not read the ledger: it is busy");
        assertThat(busy).isNotDone();
      } finally {
        held.countDown();
      }
      assertThat(busy.get()).isEqualTo("done");
    }
  }

  private static String done(CountDownLatch begun, CountDownLatch held) {
    begun.countDown();
    try {
      held.await();
      return "done";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
