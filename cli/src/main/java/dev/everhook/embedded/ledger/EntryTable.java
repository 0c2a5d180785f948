package dev.everhook.embedded.ledger;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.EntryFields;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.core.ledger.LedgerField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.h2.api.ErrorCode;

/** The table of entries: a column for each of {@link LedgerField}. For one thread at a time. */
final class EntryTable {
  private static final LedgerField[] FIELDS = LedgerField.values();

  private final PreparedStatement find;
  private final PreparedStatement insert;
  private final PreparedStatement replace;
  private final PreparedStatement recent;
  private final PreparedStatement overdue;
  private final PreparedStatement forget;
  private final PreparedStatement endLeases;

  EntryTable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS entries(" + columns(EntryTable::definition) + ")");
      index(statement, LedgerField.CHANGED_AT);
      index(statement, LedgerField.DUE_AT);
    }
    String select = "SELECT " + columns(EntryTable::name) + " FROM entries";
    find = connection.prepareStatement(select + where(LedgerField.KEY, "="));
    insert =
        connection.prepareStatement("INSERT INTO entries VALUES(" + columns(field -> "?") + ")");
    replace =
        connection.prepareStatement(
            "UPDATE entries SET "
                + columns(field -> name(field) + "=?")
                + where(LedgerField.KEY, "=")
                + " AND "
                + name(LedgerField.REVISION)
                + "=?");
    recent =
        connection.prepareStatement(
            select + " ORDER BY " + name(LedgerField.CHANGED_AT) + " DESC LIMIT ?");
    overdue =
        connection.prepareStatement(
            select
                + where(LedgerField.DUE_AT, "<")
                + " ORDER BY "
                + name(LedgerField.DUE_AT)
                + " LIMIT ?");
    forget =
        connection.prepareStatement(
            "DELETE FROM entries"
                + where(LedgerField.CHANGED_AT, "<")
                + " FETCH FIRST ? ROWS ONLY");
    endLeases =
        connection.prepareStatement(
            "UPDATE entries SET %1$s=%1$s+1, %2$s=%2$s+1, %3$s=?, %4$s=?, %5$s=?"
                    .formatted(
                        name(LedgerField.REVISION),
                        name(LedgerField.TOKEN),
                        name(LedgerField.LEASE_END),
                        name(LedgerField.DUE_AT),
                        name(LedgerField.CHANGED_AT))
                + where(LedgerField.LEASE_END, ">")
                + " AND "
                + name(LedgerField.DUE_AT)
                + ">?");
  }

  private static void index(Statement statement, LedgerField field) throws SQLException {
    statement.execute(
        "CREATE INDEX IF NOT EXISTS by_%s ON entries(%s)".formatted(field.word(), name(field)));
  }

  private static String columns(Function<LedgerField, String> text) {
    return Arrays.stream(FIELDS).map(text).collect(Collectors.joining(","));
  }

  private static String definition(LedgerField field) {
    return name(field)
        + (field.isNumber() ? " BIGINT" : " VARCHAR")
        + (field == LedgerField.KEY ? " PRIMARY KEY" : "");
  }

  /** In quotes, since some are words of SQL. */
  private static String name(LedgerField field) {
    return '"' + field.word() + '"';
  }

  private static String where(LedgerField field, String comparison) {
    return " WHERE " + name(field) + comparison + "?";
  }

  Optional<LedgerEntry> find(IdempotencyKey key) throws SQLException {
    find.setString(1, key.toString());
    return read(find).stream().findFirst();
  }

  /** Inserts the entry; returns whether none stood there. */
  boolean insert(LedgerEntry entry) throws SQLException {
    fill(insert, entry);
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

  /** Replaces the revision before it; returns whether that stood there. */
  boolean replace(LedgerEntry entry) throws SQLException {
    fill(replace, entry);
    replace.setString(FIELDS.length + 1, entry.key().toString());
    replace.setLong(FIELDS.length + 2, entry.revision() - 1);
    return replace.executeUpdate() == 1;
  }

  List<LedgerEntry> recent(int most) throws SQLException {
    recent.setInt(1, most);
    return read(recent);
  }

  List<LedgerEntry> overdue(Instant before, int most) throws SQLException {
    overdue.setLong(1, before.toEpochMilli());
    overdue.setInt(2, most);
    return read(overdue);
  }

  /** Forgets what has not changed for longer than it is kept, and {@code most} at the most. */
  void forget(Instant now, int most) throws SQLException {
    forget.setLong(1, now.minus(LedgerEntry.KEPT).toEpochMilli());
    forget.setInt(2, most);
    forget.executeUpdate();
  }

  /**
   * Ends every lease that runs beyond {@code now}, with a token that nobody has; returns how many.
   */
  int endLeases(Instant now) throws SQLException {
    for (int parameter = 1; parameter <= 5; parameter++) {
      endLeases.setLong(parameter, now.toEpochMilli());
    }
    return endLeases.executeUpdate();
  }

  private static void fill(PreparedStatement statement, LedgerEntry entry) throws SQLException {
    Map<LedgerField, Object> values = EntryFields.of(entry).values();
    for (int i = 0; i < FIELDS.length; i++) {
      switch (values.get(FIELDS[i])) {
        case Long number -> statement.setLong(i + 1, number);
        case String text -> statement.setString(i + 1, text);
        case null, default ->
            statement.setNull(i + 1, FIELDS[i].isNumber() ? Types.BIGINT : Types.VARCHAR);
      }
    }
  }

  private static List<LedgerEntry> read(PreparedStatement statement) throws SQLException {
    List<LedgerEntry> entries = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        entries.add(entry(rows));
      }
    }
    return entries;
  }

  private static LedgerEntry entry(ResultSet row) throws SQLException {
    EntryFields fields = new EntryFields();
    for (int i = 0; i < FIELDS.length; i++) {
      if (FIELDS[i].isNumber()) {
        long number = row.getLong(i + 1);
        if (!row.wasNull()) {
          fields.put(FIELDS[i], number);
        }
      } else {
        fields.put(FIELDS[i], row.getString(i + 1));
      }
    }
    return fields.entry();
  }
}
