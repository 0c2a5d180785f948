package dev.everhook.cli;

import dev.everhook.core.InvalidRequestException;
import java.util.List;

/** Finds deliveries by what an operator types of their keys. */
record DeliverySearch(Deployment deployment) {
  /** As many as the redrive function gives at a time. */
  static final int RECENT = 1_000;

  private static final int WHOLE_KEY = 36;

  /**
   * The key that an operator means.
   *
   * @param text the whole key, or its first digits if it is among the recent deliveries
   * @throws InvalidRequestException if there is none, or more than one
   */
  String key(String text) {
    if (text.length() == WHOLE_KEY) {
      return text;
    }
    List<String> keys =
        deployment.ask(Requests.recentDeliveries(RECENT), Delivery.Page.class).deliveries().stream()
            .map(Delivery::key)
            .filter(key -> key.startsWith(text))
            .distinct()
            .toList();
    if (keys.size() != 1) {
      throw new InvalidRequestException(
          "KEY",
          keys.isEmpty()
              ? "none of the %,d recent deliveries begins with that; give the whole key"
                  .formatted(RECENT)
              : keys.size() + " recent deliveries begin with that; give more digits");
    }
    return keys.getFirst();
  }
}
