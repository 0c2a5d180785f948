package dev.everhook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** What the command asks the redrive function. */
final class Requests {
  private Requests() {}

  /** A request for an action, to which fields can be added. */
  static ObjectNode action(String action) {
    return Answers.JSON.createObjectNode().put("action", action);
  }

  /** The deliveries that changed last. */
  static ObjectNode recentDeliveries(int limit) {
    return action("deliveries").put("limit", limit);
  }

  /** Deliveries by their keys, 100 at the most. */
  static ObjectNode deliveries(Collection<String> keys) {
    ObjectNode request = action("deliveries");
    keys.forEach(request.putArray("keys")::add);
    return request;
  }
}
