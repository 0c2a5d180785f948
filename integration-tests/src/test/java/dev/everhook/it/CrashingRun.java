package dev.everhook.it;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.ForwardingLedgerStore;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.embedded.EmbeddedRun;
import dev.everhook.embedded.RunOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The embedded run in a process that is to be killed: it stands still at a point in the delivery of
 * one request, and says so.
 */
final class CrashingRun {
  /** What it prints when it stands still. */
  static final String STANDS = "{\"event\":\"stands still\"}";

  private CrashingRun() {}

  /** Arguments: the point, the key of the delivery, the data folder, parameters. */
  public static void main(String[] arguments) throws Exception {
    CrashPoint point = CrashPoint.valueOf(arguments[0]);
    IdempotencyKey key = IdempotencyKey.parse(arguments[1]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    EmbeddedRun.start(
        new RunOptions(
            Path.of(arguments[2]),
            0,
            RunOptions.LogFormat.JSON,
            null,
            null,
            List.of(arguments).subList(3, arguments.length),
            System.getenv(),
            out),
        store -> new Standing(store, point, key, out));
    new CountDownLatch(1).await();
  }

  private static final class Standing extends ForwardingLedgerStore {
    private final CrashPoint point;
    private final IdempotencyKey key;
    private final PrintStream out;

    Standing(LedgerStore store, CrashPoint point, IdempotencyKey key, PrintStream out) {
      super(store);
      this.point = point;
      this.key = key;
      this.out = out;
    }

    @Override
    public Optional<LedgerEntry> write(LedgerEntry entry) {
      boolean isOurs = entry.key().equals(key);
      if (isOurs && point.isBefore(entry)) {
        standStill();
      }
      Optional<LedgerEntry> other = super.write(entry);
      if (isOurs && point.isAfter(entry)) {
        standStill();
      }
      return other;
    }

    private void standStill() {
      out.println(STANDS);
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
