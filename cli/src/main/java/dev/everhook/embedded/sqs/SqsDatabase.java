package dev.everhook.embedded.sqs;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The H2 file of the queues, {@code sqs.mv.db} in the data folder, over its one connection. */
record SqsDatabase(Connection connection, MessageTable messages, QueueTable queues) {
  static SqsDatabase open(Path folder) throws IOException {
    Connection connection = H2File.open(folder, "sqs");
    try {
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
