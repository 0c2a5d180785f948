package dev.everhook.embedded.sqs;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;

/** The H2 file of the queues, {@code sqs.mv.db} in the data folder, over its one connection. */
record SqsDatabase(Connection connection, MessageTable messages, QueueTable queues) {
  /**
   * WRITE_DELAY=0: by default a commit reaches the file up to half a second later, and a killed
   * process loses it. DB_CLOSE_ON_EXIT=FALSE: H2's own shutdown hook would race ours.
   * TRACE_LEVEL_FILE=0: no trace file beside the data.
   */
  private static final String OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

  static SqsDatabase open(Path folder) throws IOException {
    if (folder.toString().contains(";")) {
      throw new IOException("The data folder " + folder + " has a ; in its name, which H2 refuses");
    }
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.toAbsolutePath().resolve("sqs") + OPTIONS);
    source.setUser("sa");
    try {
      Connection connection = source.getConnection();
      connection.setAutoCommit(false);
      return new SqsDatabase(connection, new MessageTable(connection), new QueueTable(connection));
    } catch (SQLException e) {
      throw new IOException(
          "The messages in " + folder + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** What lies on disk. */
  Contents read() throws IOException {
    try {
      return new Contents(queues.all(), messages.all());
    } catch (SQLException e) {
      throw new IOException("The messages cannot be read: " + e.getMessage(), e);
    }
  }

  /** The queues and the messages of the last run. */
  record Contents(List<QueueDefinition> queues, List<StoredMessage> messages) {}
}
