package dev.everhook.core.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A query of an index.
 *
 * @param index the index
 * @param key which part of it
 * @param filter which of its rows; null for all
 * @param isLatestFirst by the sort key, the greatest first; else the smallest
 * @param pageSize the most rows of a page; null for a megabyte
 */
record DynamoQuery(
    String index,
    Expression key,
    @Nullable Expression filter,
    boolean isLatestFirst,
    @Nullable Integer pageSize) {

  void writeTo(JsonGenerator json) throws IOException {
    json.writeStringField("IndexName", index);
    json.writeStringField("KeyConditionExpression", key.text());
    if (filter == null) {
      Expression.writePlaceholders(json, key);
    } else {
      json.writeStringField("FilterExpression", filter.text());
      Expression.writePlaceholders(json, key, filter);
    }
    json.writeBooleanField("ScanIndexForward", !isLatestFirst);
    if (pageSize != null) {
      json.writeNumberField("Limit", pageSize);
    }
  }
}
