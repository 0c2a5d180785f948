package dev.everhook.embedded.sqs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queues on disk, so that one that somebody made over the SQS API survives a restart too. */
final class QueueTable {
  private final Connection connection;

  QueueTable(Connection connection) throws SQLException {
    this.connection = connection;
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists sqs_queue (
            name varchar primary key, visibility_timeout bigint not null, delay bigint not null,
            receive_wait bigint not null, dead_letter_queue varchar, max_receive_count int)
          """);
    }
  }

  /** Writes the queue, in place of one with its name. */
  void put(QueueDefinition queue) throws SQLException {
    var policy = queue.redrivePolicy();
    try (var statement =
        connection.prepareStatement("merge into sqs_queue key (name) values (?, ?, ?, ?, ?, ?)")) {
      statement.setString(1, queue.name());
      statement.setLong(2, queue.visibilityTimeout().toSeconds());
      statement.setLong(3, queue.delay().toSeconds());
      statement.setLong(4, queue.receiveWait().toSeconds());
      statement.setObject(5, policy == null ? null : policy.deadLetterQueue());
      statement.setObject(6, policy == null ? null : policy.maxReceiveCount());
      statement.executeUpdate();
    }
  }

  /** Removes the queue. */
  void remove(String name) throws SQLException {
    try (var statement = connection.prepareStatement("delete from sqs_queue where name = ?")) {
      statement.setString(1, name);
      statement.executeUpdate();
    }
  }

  /** All queues. */
  List<QueueDefinition> all() throws SQLException {
    List<QueueDefinition> queues = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select * from sqs_queue")) {
      while (rows.next()) {
        queues.add(
            new QueueDefinition(
                rows.getString("name"),
                Duration.ofSeconds(rows.getLong("visibility_timeout")),
                Duration.ofSeconds(rows.getLong("delay")),
                Duration.ofSeconds(rows.getLong("receive_wait")),
                redrivePolicy(rows)));
      }
    }
    return queues;
  }

  private static @Nullable RedrivePolicy redrivePolicy(ResultSet row) throws SQLException {
    String deadLetterQueue = row.getString("dead_letter_queue");
    return deadLetterQueue == null
        ? null
        : new RedrivePolicy(deadLetterQueue, row.getInt("max_receive_count"));
  }
}
