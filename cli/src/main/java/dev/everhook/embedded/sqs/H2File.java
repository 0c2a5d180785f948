package dev.everhook.embedded.sqs;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;

/** An H2 file of the data folder: what {@link #commit} has written survives a {@code kill -9}. */
public final class H2File {
  /**
   * DB_CLOSE_ON_EXIT=FALSE: H2's own shutdown hook would race ours. TRACE_LEVEL_FILE=0: no trace
   * file beside the data. CACHE_SIZE, in KiB: by itself a cache may have 64 MiB for each GiB that
   * the heap may grow to, so some hundred on a machine that has the memory.
   */
  private static final String OPTIONS =
      ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;CACHE_SIZE=32768";

  private H2File() {}

  /**
   * Opens {@code <name>.mv.db}, and makes it if need be.
   *
   * @throws IOException if it cannot be opened
   */
  public static Connection open(Path folder, String name) throws IOException {
    if (folder.toString().contains(";")) {
      throw new IOException("The data folder " + folder + " has a ; in its name, which H2 refuses");
    }
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.toAbsolutePath().resolve(name) + OPTIONS);
    source.setUser("sa");
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw new IOException(
          "The file %s.mv.db in %s cannot be opened: %s".formatted(name, folder, e.getMessage()),
          e);
    }
  }

  /**
   * Commits, and returns when that is in the file.
   *
   * <p>By itself H2 writes a commit up to half a second later, and a killed process loses it. With
   * WRITE_DELAY=0 it writes at once, but no longer makes room in its file, which then grows by some
   * 30 KB with each delivery.
   */
  public static void commit(Connection connection) throws SQLException {
    connection.commit();
    try (var statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }
}
