package dev.everhook.embedded.sqs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages on disk, one row each, whatever their queue: a move from queue to queue is one
 * change of one row. Nothing is committed here.
 */
final class MessageTable {
  private final Connection connection;

  MessageTable(Connection connection) throws SQLException {
    this.connection = connection;
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists sqs_message (
            id varchar primary key, queue varchar not null, body varchar not null,
            attributes varchar array not null, sent bigint not null, due bigint not null,
            receipt varchar, first_received bigint, receive_count int not null,
            group_id varchar, trace_id varchar, dead_letter_source varchar, waits_until bigint)
          """);
      // So that asking for the oldest message does not read them all, and hold up the others.
      statement.execute("create index if not exists by_sent on sqs_message(queue, sent)");
    }
  }

  /** Writes the message, in place of one with its id in whatever queue. */
  void put(StoredMessage message) throws SQLException {
    run(
        "merge into sqs_message key (id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        message.id(),
        message.queue(),
        message.body(),
        StoredAttribute.flatten(message.attributes()),
        message.sent().toEpochMilli(),
        message.due().toEpochMilli(),
        message.receipt(),
        millis(message.firstReceived()),
        message.receiveCount(),
        message.groupId(),
        message.traceId(),
        message.deadLetterSource(),
        millis(message.waitsUntil()));
  }

  /** Notes a further receive, which ends a wait. A change of visibility alone changes nothing. */
  void received(StoredMessage message) throws SQLException {
    run(
        "update sqs_message set receipt = ?, first_received = ?, receive_count = ?,"
            + " waits_until = null where id = ? and queue = ? and receive_count < ?",
        message.receipt(),
        millis(message.firstReceived()),
        message.receiveCount(),
        message.id(),
        message.queue(),
        message.receiveCount());
  }

  /** Remembers that the message waits, until it is received; without effect if it is gone. */
  void waitUntil(String id, Instant until) throws SQLException {
    run("update sqs_message set waits_until = ? where id = ?", until.toEpochMilli(), id);
  }

  /** Removes the message, unless it is in another queue or was received {@code count} times. */
  boolean removeIfReceivedLessThan(int count, String queue, String id) throws SQLException {
    return run(
            "delete from sqs_message where id = ? and queue = ? and receive_count < ?",
            id,
            queue,
            count)
        > 0;
  }

  /** Removes the message, unless it is in another queue. */
  void remove(String queue, String id) throws SQLException {
    run("delete from sqs_message where id = ? and queue = ?", id, queue);
  }

  /** Removes all messages of the queue. */
  void removeAll(String queue) throws SQLException {
    run("delete from sqs_message where queue = ?", queue);
  }

  /** When the oldest message of the queue was sent, to whatever queue first; null for none. */
  @Nullable Instant oldestSent(String queue) throws SQLException {
    try (var statement =
        connection.prepareStatement("select min(sent) oldest from sqs_message where queue = ?")) {
      statement.setString(1, queue);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return instant(rows, "oldest");
      }
    }
  }

  /** All messages of all queues. */
  List<StoredMessage> all() throws SQLException {
    List<StoredMessage> messages = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select * from sqs_message")) {
      while (rows.next()) {
        messages.add(message(rows));
      }
    }
    return messages;
  }

  private static StoredMessage message(ResultSet row) throws SQLException {
    return new StoredMessage(
        row.getString("id"),
        row.getString("queue"),
        row.getString("body"),
        StoredAttribute.unflatten((Object[]) row.getArray("attributes").getArray()),
        Instant.ofEpochMilli(row.getLong("sent")),
        Instant.ofEpochMilli(row.getLong("due")),
        row.getString("receipt"),
        instant(row, "first_received"),
        row.getInt("receive_count"),
        row.getString("group_id"),
        row.getString("trace_id"),
        row.getString("dead_letter_source"),
        instant(row, "waits_until"));
  }

  private int run(String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
