package dev.everhook.embedded.ledger;

import dev.everhook.core.ledger.Operation;
import dev.everhook.core.ledger.OperationStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The table of operations. For one thread at a time. */
final class OperationTable {
  private static final String COLUMNS =
      "id, action, requested_by, request, started_at, lease_end, progress, stop_asked, ended_at,"
          + " answer";
  private static final String IS_UNDER_WAY = " where id = ? and ended_at is null";

  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement beginAgain;
  private final PreparedStatement progress;
  private final PreparedStatement askToStop;
  private final PreparedStatement end;
  private final PreparedStatement recent;
  private final PreparedStatement forget;
  private final PreparedStatement endLeases;

  OperationTable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists operations(
            id varchar primary key, action varchar not null, requested_by varchar not null,
            request varchar not null, started_at bigint not null, lease_end bigint not null,
            progress varchar not null, stop_asked boolean not null, ended_at bigint,
            answer varchar)
          """);
    }
    String select = "select " + COLUMNS + " from operations";
    find = connection.prepareStatement(select + " where id = ?");
    insert =
        connection.prepareStatement(
            "insert into operations("
                + COLUMNS
                + ") values(?, ?, ?, ?, ?, ?, ?, false, null, null)");
    beginAgain =
        connection.prepareStatement(
            "update operations set id = ?, action = ?, requested_by = ?, request = ?,"
                + " started_at = ?, lease_end = ?, progress = ?, stop_asked = false"
                + IS_UNDER_WAY
                + " and lease_end <= ?");
    progress = connection.prepareStatement("update operations set progress = ?" + IS_UNDER_WAY);
    askToStop =
        connection.prepareStatement("update operations set stop_asked = true" + IS_UNDER_WAY);
    end =
        connection.prepareStatement(
            "update operations set ended_at = ?, answer = ?" + IS_UNDER_WAY);
    recent = connection.prepareStatement(select + " order by started_at desc limit ?");
    forget = connection.prepareStatement("delete from operations where started_at < ?");
    endLeases =
        connection.prepareStatement(
            "update operations set lease_end = ? where ended_at is null and lease_end > ?");
  }

  Optional<Operation> find(String id) throws SQLException {
    return read(bound(find, id)).stream().findFirst();
  }

  /** Begins one that nobody knows; returns whether that is so. */
  boolean insert(Operation operation) throws SQLException {
    fill(insert, operation);
    try {
      insert.executeUpdate();
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.DUPLICATE_KEY_1) {
        return false;
      }
      throw e;
    }
  }

  /** Begins one that never ended and is over by {@code now}; returns whether there was one. */
  boolean beginAgain(Operation operation, Instant now) throws SQLException {
    int filled = fill(beginAgain, operation);
    beginAgain.setString(filled + 1, operation.id());
    beginAgain.setLong(filled + 2, now.toEpochMilli());
    return beginAgain.executeUpdate() == 1;
  }

  private static int fill(PreparedStatement statement, Operation operation) throws SQLException {
    bound(
        statement,
        operation.id(),
        operation.action(),
        operation.requestedBy(),
        operation.request(),
        operation.startedAt().toEpochMilli(),
        operation.leaseEnd().toEpochMilli(),
        operation.progress());
    return 7;
  }

  /** Returns whether there is one that has not ended, as the next two do. */
  boolean progress(String id, String json) throws SQLException {
    return bound(progress, json, id).executeUpdate() == 1;
  }

  boolean askToStop(String id) throws SQLException {
    return bound(askToStop, id).executeUpdate() == 1;
  }

  boolean end(String id, Instant at, String answer) throws SQLException {
    return bound(end, at.toEpochMilli(), answer, id).executeUpdate() == 1;
  }

  List<Operation> recent(int most) throws SQLException {
    return read(bound(recent, most));
  }

  /** Forgets what has been kept for long enough. */
  void forget(Instant now) throws SQLException {
    bound(forget, now.minus(OperationStore.KEPT).toEpochMilli()).executeUpdate();
  }

  /** Ends every lease that runs beyond {@code now}; returns how many. */
  int endLeases(Instant now) throws SQLException {
    return bound(endLeases, now.toEpochMilli(), now.toEpochMilli()).executeUpdate();
  }

  private static PreparedStatement bound(PreparedStatement statement, Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private static List<Operation> read(PreparedStatement statement) throws SQLException {
    List<Operation> operations = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        operations.add(
            new Operation(
                row.getString("id"),
                row.getString("action"),
                row.getString("requested_by"),
                row.getString("request"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                Instant.ofEpochMilli(row.getLong("lease_end")),
                row.getString("progress"),
                row.getBoolean("stop_asked"),
                endedAt(row),
                row.getString("answer")));
      }
    }
    return operations;
  }

  private static @Nullable Instant endedAt(ResultSet row) throws SQLException {
    long millis = row.getLong("ended_at");
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
