package dev.everhook.embedded.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.elasticmq.actor.queue.InternalMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

final class MessagesByDueTest {
  private final MessagesByDue messages = new MessagesByDue();

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @Test
  void messages_due_at_once_come_in_the_order_in_which_they_were_added() {
    add("a", 5);
    add("b", 5);
    add("c", 4);

    assertThat(dequeue(10, 5)).containsExactly("c", "a", "b");
  }

  @Test
  void what_is_not_due_stays() {
    add("a", 6);

    assertThat(dequeue(10, 5)).isEmpty();
    assertThat(dequeue(10, 6)).containsExactly("a");
  }

  @Test
  void what_was_hidden_for_longer_in_place_is_not_in_the_way_of_others() {
    add("a", 1);
    add("b", 2);
    messages.getById("a").get().nextDelivery_$eq(9);

    assertThat(dequeue(1, 5)).containsExactly("b");
    assertThat(dequeue(1, 9)).containsExactly("a");
  }

  @Test
  void what_is_removed_is_gone_at_once_and_is_not_popped() {
    add("a", 1);
    add("b", 2);
    messages.remove("a");

    assertThat(messages.size()).isEqualTo(1);
    assertThat(messages.pop().get().id()).isEqualTo("b");
    assertThat(messages.pop().isEmpty()).isTrue();
  }

  @Test
  void a_filter_that_is_not_of_the_last_one_asked_for_looks_at_all() {
    add("a", 1);
    add("b", 2);
    messages.getById("a");

    assertThat(messages.filterNot(message -> message.id().equals("b"))).isSameAs(messages);
    assertThat(dequeue(10, 9)).containsExactly("a");
  }

  /** What ElasticMQ does to a queue, against the plainest store that there can be. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_is_done_the_earliest_that_are_due_come(int seed) {
    Random random = new Random(seed);
    Map<String, Long> model = new TreeMap<>();
    for (int step = 0; step < 400; step++) {
      String id = "m-" + random.nextInt(40);
      // No two are due at the same time.
      long due = random.nextInt(1_000) * 1_000L + step;
      switch (random.nextInt(6)) {
        case 0, 1 -> {
          add(id, due);
          model.put(id, due);
        }
        case 2 -> {
          messages.remove(id);
          model.remove(id);
        }
        case 3 -> {
          if (model.containsKey(id)) {
            changeVisibility(id, due);
            model.put(id, due);
          }
        }
        default -> receive(1 + random.nextInt(10), random.nextInt(1_000) * 1_000L, due, model);
      }
      assertThat(messages.size()).isEqualTo(model.size());
      assertThat(messages.getById(id).isDefined()).isEqualTo(model.containsKey(id));
    }
  }

  /** A receive, which hides each in its turn. */
  private void receive(int count, long now, long hiddenUntil, Map<String, Long> model) {
    List<String> expected =
        model.entrySet().stream()
            .filter(entry -> entry.getValue() <= now)
            .sorted(Comparator.comparingLong(Map.Entry::getValue))
            .limit(count)
            .map(Map.Entry::getKey)
            .toList();
    assertThat(dequeue(count, now)).isEqualTo(expected);
    for (int i = 0; i < expected.size(); i++) {
      String id = expected.get(i);
      InternalMessage message = messages.getById(id).get();
      long due = hiddenUntil + 1_000_000L + i * 1_000L;
      message.nextDelivery_$eq(due);
      messages.$plus$eq(message);
      model.put(id, due);
    }
  }

  /** As ElasticMQ does it. */
  private void changeVisibility(String id, long due) {
    InternalMessage message = messages.getById(id).get();
    long before = message.nextDelivery();
    message.nextDelivery_$eq(due);
    if (due < before) {
      messages.filterNot(other -> other.id().equals(id));
      messages.$plus$eq(message);
    }
  }

  private void add(String id, long due) {
    InternalMessage message =
        ElasticMqMessages.restored(
            new StoredMessage(
                id,
                "queue",
                "body",
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                0,
                null,
                null,
                null,
                null),
            Instant.EPOCH);
    message.nextDelivery_$eq(due);
    messages.$plus$eq(message);
  }

  private List<String> dequeue(int count, long now) {
    List<String> ids = new ArrayList<>();
    CollectionConverters.asJava(messages.dequeue(count, now)).forEach(one -> ids.add(one.id()));
    return ids;
  }
}
