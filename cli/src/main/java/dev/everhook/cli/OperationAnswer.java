package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the redrive function answers once it has moved, archived or put back dead letters: each
 * action counts in its own word.
 *
 * @param stopped why it ended: {@code done}, {@code limit}, {@code deadline}, {@code asked} or
 *     {@code failing}
 * @param remaining letters left in the queue, about
 * @param resume what to ask for the rest
 */
record OperationAnswer(
    String operationId,
    long moved,
    long archived,
    long restored,
    long settled,
    long blocked,
    long malformed,
    long expired,
    long newer,
    long failed,
    long undeleted,
    long remaining,
    @Nullable String stopped,
    @Nullable String canaryKey,
    @Nullable String archive,
    @Nullable String location,
    @Nullable JsonNode resume,
    List<String> problems) {

  /** The letters that it did what was asked with. */
  long done() {
    return moved + archived + restored;
  }
}
