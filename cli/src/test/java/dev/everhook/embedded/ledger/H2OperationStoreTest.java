package dev.everhook.embedded.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.LedgerContractOfOperations;
import dev.everhook.core.ledger.Operation;
import dev.everhook.core.ledger.OperationStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2OperationStoreTest {
  private static final Duration LEASE = Duration.ofMinutes(16);

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock();

  @Nested
  class Contract extends LedgerContractOfOperations {
    private final List<H2LedgerStore> opened = new ArrayList<>();

    @Override
    protected OperationStore open(InstantSource time) throws IOException {
      opened.add(H2LedgerStore.open(folder, time));
      return opened.getFirst().operations();
    }

    @AfterEach
    void close() {
      opened.forEach(H2LedgerStore::close);
    }
  }

  private static Operation begun(String id, Instant at) {
    return Operation.begun(id, "redrive", "anybody", "{}", at, at.plus(LEASE));
  }

  @Test
  void an_operation_that_never_ended_is_over_when_a_new_run_starts() throws IOException {
    try (H2LedgerStore killed = H2LedgerStore.open(folder, clock)) {
      killed.operations().begin(begun("cut off", clock.instant()), clock.instant());
      killed.operations().begin(begun("done", clock.instant()), clock.instant());
      killed.operations().progress("cut off", "{\"moved\":5}");
      killed.operations().end("done", clock.instant(), "{}");
    }
    clock.advance(Duration.ofSeconds(1));

    try (H2LedgerStore next = H2LedgerStore.open(folder, clock)) {
      OperationStore operations = next.operations();
      Operation done = operations.find("done").orElseThrow();
      next.voidLeases();

      Operation cutOff = operations.find("cut off").orElseThrow();
      assertThat(cutOff.leaseEnd()).isEqualTo(clock.instant());
      assertThat(cutOff.progress()).isEqualTo("{\"moved\":5}");
      assertThat(cutOff.endedAt()).isNull();
      assertThat(operations.find("done")).contains(done);
      assertThat(operations.begin(begun("cut off", clock.instant()), clock.instant())).isEmpty();
      assertThat(operations.begin(begun("done", clock.instant()), clock.instant())).contains(done);
    }
  }

  @Test
  void an_operation_is_forgotten_after_it_was_kept_long_enough() throws IOException {
    try (H2LedgerStore store = H2LedgerStore.open(folder, clock)) {
      OperationStore operations = store.operations();
      operations.begin(begun("old", clock.instant()), clock.instant());
      clock.advance(OperationStore.KEPT);
      operations.begin(begun("new", clock.instant()), clock.instant());
      assertThat(operations.recentOperations(10)).hasSize(2);

      clock.advance(Duration.ofMillis(1));
      operations.begin(begun("newer", clock.instant()), clock.instant());

      assertThat(operations.recentOperations(10))
          .extracting(Operation::id)
          .containsExactly("newer", "new");
    }
  }
}
