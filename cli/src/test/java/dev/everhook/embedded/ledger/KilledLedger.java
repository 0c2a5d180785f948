package dev.everhook.embedded.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.Trigger;
import dev.everhook.core.ledger.Claim;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/**
 * A process that claims one delivery and gives it back without end, and says which revision was
 * acknowledged. Closing it kills it with SIGKILL.
 */
final class KilledLedger implements AutoCloseable {
  static final IdempotencyKey KEY = IdempotencyKey.ofRequest("request", 0);

  private final Process process;
  private final BufferedReader output;

  private KilledLedger(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  public static void main(String[] args) throws IOException {
    var clock = InstantSource.system();
    H2LedgerStore store = H2LedgerStore.open(Path.of(args[0]), clock);
    store.voidLeases();
    var ledger = new DeliveryLedger(store, clock, () -> UUID.randomUUID().toString());
    Origin origin = new Origin(Trigger.MANUAL, null, 0, "{}");
    var message = new DeliveryLedger.Message(KEY, origin, 0, true, true);
    while (true) {
      var claim = (Claim.Granted) ledger.claim(message, Duration.ofHours(1));
      System.out.println(claim.held().revision());
      LedgerEntry released = ledger.release(claim.held()).entry();
      System.out.println(released.revision());
    }
  }

  static KilledLedger start(Path folder) throws IOException {
    return new KilledLedger(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledLedger.class.getName(),
                folder.toString())
            // So that whatever it complains of is read as a revision and fails the test.
            .redirectErrorStream(true)
            .start());
  }

  /** Reads so many acknowledgements, kills it, and returns the last that it managed to give. */
  long awaitRevision(int count) throws IOException {
    long last = 0;
    for (int i = 0; i < count; i++) {
      last = Long.parseLong(output.readLine());
    }
    close();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      last = Long.parseLong(line);
    }
    return last;
  }

  @Override
  public void close() {
    // By its handle, since the process itself would close its output unread.
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }
}
