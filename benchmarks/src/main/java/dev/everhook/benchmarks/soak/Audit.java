package dev.everhook.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.benchmarks.FunctionCalls;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.embedded.Functions;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of each accepted request, once all is at rest: by the webhook, by the dead-letter
 * queue and by the ledger, which must agree.
 *
 * @param delivered how many the webhook did, and the ledger has as delivered
 * @param dead how many are in the dead-letter queue, and the ledger has as dead; by reason
 * @param lost the numbers of those that are neither done nor in the dead-letter queue
 * @param disputed the numbers of those of which the ledger says otherwise
 * @param letters how many dead letters there are; one may be there twice after a kill
 */
record Audit(
    int delivered,
    Map<String, Integer> dead,
    List<Integer> lost,
    List<Integer> disputed,
    int letters) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As many as one call of the redrive function takes. */
  private static final int KEYS_A_CALL = 100;

  private static final String LIST =
      "{\"action\":\"list\",\"source\":\"dead-letters\",\"limit\":10000}";

  static Audit make(Books books, Pipeline pipeline) throws IOException {
    try (FunctionCalls functions = new FunctionCalls()) {
      URI api = pipeline.endpoint("invoke");
      JsonNode letters = JSON.readTree(functions.invoke(api, Functions.REDRIVE, LIST));
      if (!letters.path("complete").asBoolean()) {
        throw new IOException("there are too many dead letters to list: make the soak shorter");
      }
      Map<String, String> reasons = new HashMap<>();
      for (JsonNode letter : letters.path("letters")) {
        reasons.put(letter.path("key").asText(), letter.path("reason").asText());
      }
      Tally tally = new Tally(books.allDone(), reasons);
      List<Integer> chunk = new ArrayList<>();
      for (int number : books.allAccepted().stream().toArray()) {
        chunk.add(number);
        if (chunk.size() == KEYS_A_CALL) {
          tally.add(books, chunk, functions, api);
          chunk.clear();
        }
      }
      if (!chunk.isEmpty()) {
        tally.add(books, chunk, functions, api);
      }
      return new Audit(
          tally.delivered, tally.dead, tally.lost, tally.disputed, letters.path("letters").size());
    }
  }

  private static final class Tally {
    private final BitSet done;
    private final Map<String, String> reasons;
    private final Map<String, Integer> dead = new TreeMap<>();
    private final List<Integer> lost = new ArrayList<>();
    private final List<Integer> disputed = new ArrayList<>();
    private int delivered;

    /**
     * @param done what the webhook did
     * @param reasons of the dead letters, by key
     */
    Tally(BitSet done, Map<String, String> reasons) {
      this.done = done;
      this.reasons = reasons;
    }

    void add(Books books, List<Integer> numbers, FunctionCalls functions, URI api)
        throws IOException {
      List<String> keys =
          numbers.stream()
              .map(number -> IdempotencyKey.ofRequest(books.requestId(number), 0).toString())
              .toList();
      String event =
          keys.stream()
              .collect(
                  Collectors.joining("\",\"", "{\"action\":\"deliveries\",\"keys\":[\"", "\"]}"));
      Map<String, String> states = new HashMap<>();
      JSON.readTree(functions.invoke(api, Functions.REDRIVE, event))
          .path("deliveries")
          .forEach(one -> states.put(one.path("key").asText(), one.path("state").asText()));
      for (int i = 0; i < keys.size(); i++) {
        add(numbers.get(i), keys.get(i), states.getOrDefault(keys.get(i), "unknown"));
      }
    }

    private void add(int number, String key, String state) {
      String reason = reasons.get(key);
      if (reason != null && state.equals("dead")) {
        dead.merge(reason, 1, Integer::sum);
      } else if (reason == null && done.get(number) && state.equals("delivered")) {
        delivered++;
      } else if (reason == null && !done.get(number)) {
        lost.add(number);
      } else {
        disputed.add(number);
      }
    }
  }

  /** How many are dead, for whatever reason. */
  int deadCount() {
    return dead.values().stream().mapToInt(Integer::intValue).sum();
  }
}
