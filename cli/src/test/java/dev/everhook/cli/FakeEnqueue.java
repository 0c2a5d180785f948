package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.everhook.core.IdempotencyKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The enqueue function, as far as its callers can tell: a request id is one delivery however often
 * it comes. It may break before it has taken anything, or after that and before its answer.
 */
final class FakeEnqueue implements UnaryOperator<String> {
  private final Random random;
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  /** How often a call breaks. */
  volatile double dies;

  /** How many of the next calls the queue takes nothing of. */
  final AtomicInteger queueRefuses = new AtomicInteger();

  volatile Runnable beforeEach = () -> {};

  FakeEnqueue(Random random) {
    this.random = random;
  }

  /** The deliveries that there are. */
  Set<String> keys() {
    return keys;
  }

  @Override
  public synchronized String apply(String event) {
    beforeEach.run();
    double fate = random.nextDouble();
    if (fate < dies / 2) {
      throw SdkClientException.create("no connection");
    }
    String answer = answer(event);
    if (fate < dies) {
      throw SdkClientException.create("the answer was lost");
    }
    return answer;
  }

  private String answer(String event) {
    ObjectNode answer = Answers.JSON.createObjectNode();
    ArrayNode accepted = answer.putArray("accepted");
    ArrayNode errors = answer.putArray("errors");
    boolean refuses = queueRefuses.getAndDecrement() > 0;
    int index = 0;
    for (JsonNode one : read(event)) {
      String id = one.path("requestId").asText();
      if (refuses && index % 2 == 0) {
        errors.addObject().put("index", index).put("field", "queue").put("problem", "throttled");
      } else {
        String key = IdempotencyKey.ofRequest(id, 0).toString();
        keys.add(key);
        accepted
            .addObject()
            .put("index", index)
            .put("requestId", id)
            .put("key", key)
            .put("messageId", "m");
      }
      index++;
    }
    return answer.toString();
  }

  private static JsonNode read(String event) {
    try {
      return Answers.JSON.readTree(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
