package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far something is that changes dead letters, as the redrive function's record has it.
 *
 * @param state {@code running}, {@code ended}, {@code died}, or {@code unknown} where there is none
 * @param progress counts so far
 * @param answer what came of it, once it ended
 */
record OperationState(
    String operationId,
    String state,
    @Nullable Instant startedAt,
    @Nullable JsonNode progress,
    @Nullable JsonNode answer) {

  /** The letters that it has dealt with so far. */
  long done() {
    return count("moved") + count("archived") + count("restored") + count("settled");
  }

  private long count(String name) {
    return progress == null ? 0 : progress.path(name).asLong();
  }
}
