package dev.everhook.embedded.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileTest {
  private static final int ROWS = 10_000;

  /** The rows alone are an eighth of it; a file that makes no room is at twice as much. */
  private static final long BOUND = 20 << 20;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void a_file_makes_room_for_what_is_written_again() throws Exception {
    try (Connection connection = H2File.open(folder, "ledger");
        var statement = connection.createStatement()) {
      // By default what was written over is kept for 45 seconds more, against a power cut.
      statement.execute("set retention_time 0");
      statement.execute("create table entries(id uuid primary key, body varchar)");
      connection.setAutoCommit(false);
      try (var write = connection.prepareStatement("merge into entries values(?, ?)")) {
        for (int row = 0; row < ROWS; row++) {
          write(write, row);
        }
        // Room is made in the background, whenever that is.
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int row = 0; size() > BOUND && System.nanoTime() < end; row++) {
          write(write, row % ROWS);
        }
      }

      assertThat(size()).isLessThanOrEqualTo(BOUND);
    }
  }

  private static void write(PreparedStatement statement, int row) throws SQLException {
    statement.setObject(1, UUID.nameUUIDFromBytes(new byte[] {(byte) row, (byte) (row >> 8)}));
    statement.setString(2, "x".repeat(230));
    statement.executeUpdate();
    H2File.commit(statement.getConnection());
  }

  private long size() throws IOException {
    return Files.size(folder.resolve("ledger.mv.db"));
  }
}
