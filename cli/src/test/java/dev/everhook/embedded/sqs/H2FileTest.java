package dev.everhook.embedded.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileTest {
  private static final int ROWS = 2_000;

  /** The rows alone are less than half of it; all that is written for them is 20 times as much. */
  private static final long BOUND = 2 << 20;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void a_file_makes_room_for_what_is_written_again() throws Exception {
    try (Connection connection = H2File.open(folder, "ledger");
        var statement = connection.createStatement()) {
      // By default what was written over is kept for 45 seconds more, against a power cut.
      statement.execute("set retention_time 0");
      statement.execute("create table entries(id varchar primary key, body varchar)");
      connection.setAutoCommit(false);
      long most = 0;
      for (int i = 0; i < ROWS; i++) {
        insert(connection, UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)}));
        most = Math.max(most, size());
      }
      long end = System.nanoTime() + PATIENCE.toNanos();
      // Room is made in the background, whenever that is.
      while (size() > BOUND && System.nanoTime() < end) {
        insert(connection, UUID.randomUUID());
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }

      assertThat(size()).as("of at most " + most).isLessThanOrEqualTo(BOUND);
    }
  }

  private static void insert(Connection connection, UUID id) throws SQLException {
    try (var insert = connection.prepareStatement("insert into entries values(?, ?)")) {
      insert.setString(1, id.toString());
      insert.setString(2, "x".repeat(200));
      insert.executeUpdate();
    }
    H2File.commit(connection);
  }

  private long size() throws IOException {
    return Files.size(folder.resolve("ledger.mv.db"));
  }
}
