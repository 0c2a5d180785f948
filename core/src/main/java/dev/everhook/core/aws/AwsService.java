package dev.everhook.core.aws;

import dev.everhook.core.JsonContent;

/** A service of AWS that takes and gives JSON. Safe for use by many threads. */
@FunctionalInterface
public interface AwsService {
  /**
   * Calls an operation; a call whose answer was lost may have been made twice.
   *
   * @param operation its name, such as {@code PutItem}
   * @param request what it takes
   * @return its answer, a JSON object
   * @throws AwsCallException if the service answers with an error, or not in time
   */
  String call(String operation, JsonContent request);
}
