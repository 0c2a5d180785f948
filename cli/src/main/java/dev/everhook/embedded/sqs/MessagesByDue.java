package dev.everhook.embedded.sqs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.MessageQueue;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The messages of a queue by id, and by when they are due; each step takes the logarithm of their
 * number at most.
 *
 * <p>ElasticMQ's own makes the whole queue anew each time a message becomes visible sooner: with
 * 20,000 messages that was 5 ms for each that a plan gave back, or a worker hid for its next
 * attempt. It also keeps deleted messages until they would have been visible.
 */
final class MessagesByDue extends MessageQueue.SimpleMessageQueue {
  private final Map<String, InternalMessage> byId = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final TreeMap<Place, InternalMessage> byDue = new TreeMap<>();
  private long added;
  private @Nullable String lastAsked;

  /** Messages that are due at the same time come in the order in which they were added. */
  private record Place(long due, long number) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::due).thenComparingLong(Place::number);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  @Override
  public void $plus$eq(InternalMessage message) {
    byId.put(message.id(), message);
    takeOut(message.id());
    Place place = new Place(message.nextDelivery(), ++added);
    places.put(message.id(), place);
    byDue.put(place, message);
  }

  private void takeOut(String id) {
    Place place = places.remove(id);
    if (place != null) {
      byDue.remove(place);
    }
  }

  @Override
  public Option<InternalMessage> getById(String id) {
    lastAsked = id;
    return Option.apply(byId.get(id));
  }

  @Override
  public Option<InternalMessage> pop() {
    if (byDue.isEmpty()) {
      return Option.empty();
    }
    InternalMessage first = byDue.firstEntry().getValue();
    remove(first.id());
    return Option.apply(first);
  }

  @Override
  public scala.collection.Iterable<InternalMessage> all() {
    return CollectionConverters.asScala((Iterable<InternalMessage>) byId.values());
  }

  @Override
  public long size() {
    return byId.size();
  }

  @Override
  public void clear() {
    byId.clear();
    places.clear();
    byDue.clear();
  }

  @Override
  public void remove(String id) {
    byId.remove(id);
    takeOut(id);
  }

  /**
   * ElasticMQ asks for a message by its id, makes it visible sooner, filters that id out, and adds
   * the message again. So it is the one last asked for, or else all are looked at.
   */
  @Override
  public MessageQueue filterNot(Function1<InternalMessage, Object> unwanted) {
    InternalMessage asked = lastAsked == null ? null : byId.get(lastAsked);
    List<InternalMessage> looked = asked == null ? List.of() : List.of(asked);
    if (looked.stream().noneMatch(message -> (Boolean) unwanted.apply(message))) {
      looked = List.copyOf(byId.values());
    }
    looked.stream()
        .filter(message -> (Boolean) unwanted.apply(message))
        .forEach(message -> remove(message.id()));
    return this;
  }

  /** What is taken out stays known by its id: ElasticMQ adds it again, hidden, or removes it. */
  @Override
  public scala.collection.immutable.List<InternalMessage> dequeue(int count, long now) {
    List<InternalMessage> due = new ArrayList<>();
    while (due.size() < count && !byDue.isEmpty() && byDue.firstKey().due <= now) {
      Place place = byDue.firstKey();
      InternalMessage message = byDue.firstEntry().getValue();
      if (message.nextDelivery() == place.due) {
        takeOut(message.id());
        due.add(message);
      } else {
        // It was hidden for longer in place.
        $plus$eq(message);
      }
    }
    return CollectionConverters.asScala(due).toList();
  }
}
