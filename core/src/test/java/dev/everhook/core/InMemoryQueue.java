package dev.everhook.core;

import dev.everhook.core.QueueFaults.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A queue in memory that keeps the port's contract: messages are hidden by the clock that it is
 * given, are counted at each receive, come in the order in which they were sent, and a receipt is
 * good until the next receive. What SQS refuses in a message, it refuses. Safe for use by many
 * threads; waits for nothing.
 */
public final class InMemoryQueue implements RefreshQueue {
  private static final int MOST_BYTES = 256 * 1024;
  private static final int MOST_ATTRIBUTES = 10;

  private final String name;
  private final InstantSource clock;
  private final QueueFaults faults = new QueueFaults();
  private final Map<String, Stored> messages = new LinkedHashMap<>();
  private final Map<Call, Integer> calls = new EnumMap<>(Call.class);
  private int sent;
  private int receives;

  /**
   * @param name begins the ids of its messages and stands in its errors
   * @param clock tells when a hidden message is visible again
   */
  public InMemoryQueue(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
  }

  /** A message that the queue holds, whether it is visible or not. */
  public record Stored(
      String id,
      String body,
      Map<String, String> attributes,
      Instant sentAt,
      int receiveCount,
      @Nullable Instant firstReceivedAt,
      Instant visibleAt,
      @Nullable String receipt,
      boolean movedByQueue) {

    private Stored received(Instant now, Instant visibleAgainAt, String newReceipt) {
      return new Stored(
          id,
          body,
          attributes,
          sentAt,
          receiveCount + 1,
          firstReceivedAt == null ? now : firstReceivedAt,
          visibleAgainAt,
          newReceipt,
          movedByQueue);
    }

    private Stored visibleAt(Instant instant) {
      return new Stored(
          id,
          body,
          attributes,
          sentAt,
          receiveCount,
          firstReceivedAt,
          instant,
          receipt,
          movedByQueue);
    }
  }

  /** What goes wrong with this queue. */
  public QueueFaults faults() {
    return faults;
  }

  /** All messages, in the order in which they were sent. */
  public synchronized List<Stored> messages() {
    return List.copyOf(messages.values());
  }

  /** The bodies of all messages, in the order in which they were sent. */
  public List<String> bodies() {
    return messages().stream().map(Stored::body).toList();
  }

  /** How often a call was made, failed ones included. */
  public synchronized int calls(Call call) {
    return calls.getOrDefault(call, 0);
  }

  @Override
  public synchronized List<SendResult> send(List<OutgoingMessage> outgoing) {
    boolean down = strikes(Call.SEND);
    return outgoing.stream()
        .map(message -> down ? notSent(QueueFaults.UNAVAILABLE, false) : sendOne(message))
        .toList();
  }

  private SendResult sendOne(OutgoingMessage message) {
    Optional<SendResult.NotSent> refusal = faults.refuses(message);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Map<String, String> attributes = message.attributes();
    if (message.body().isEmpty() || message.bytes() > MOST_BYTES || !isCarried(message.body())) {
      return notSent("InvalidMessageContents", true);
    }
    if (attributes.size() > MOST_ATTRIBUTES
        || attributes.values().stream().anyMatch(value -> value.isEmpty() || !isCarried(value))) {
      return notSent("InvalidParameterValue", true);
    }
    return new SendResult.Sent(put(message, false));
  }

  /** Puts a message here as the redrive policy of another queue does, faults or not. */
  public synchronized void move(OutgoingMessage message) {
    put(message, true);
  }

  private String put(OutgoingMessage message, boolean movedByQueue) {
    Instant now = clock.instant();
    String id = name + "-" + ++sent;
    messages.put(
        id,
        new Stored(
            id, message.body(), message.attributes(), now, 0, null, now, null, movedByQueue));
    return id;
  }

  private static boolean isCarried(String text) {
    return text.codePoints().allMatch(Text::isAllowedInSqs);
  }

  private static SendResult notSent(String code, boolean messageAtFault) {
    return new SendResult.NotSent(code, "the queue in memory says so", messageAtFault);
  }

  @Override
  public synchronized List<ReceivedMessage> receive(int most, Duration visibility, Duration wait) {
    if (most < 1 || most > 10 || visibility.isNegative() || wait.toSeconds() > 20) {
      throw new IllegalArgumentException("receive(%d, %s, %s)".formatted(most, visibility, wait));
    }
    throwIfStruck(Call.RECEIVE, "receive from");
    Instant now = clock.instant();
    return messages().stream()
        .filter(message -> !message.visibleAt.isAfter(now))
        .limit(most)
        .map(message -> receiveOne(message, now, visibility))
        .toList();
  }

  private ReceivedMessage receiveOne(Stored message, Instant now, Duration visibility) {
    String receipt = message.id + "/receipt-" + ++receives;
    Stored received = message.received(now, now.plus(visibility), receipt);
    messages.put(message.id, received);
    return new ReceivedMessage(
        message.id,
        receipt,
        message.body,
        message.attributes,
        received.receiveCount,
        message.sentAt,
        received.firstReceivedAt == null ? now : received.firstReceivedAt,
        now,
        message.movedByQueue);
  }

  @Override
  public synchronized List<ReceivedMessage> delete(List<ReceivedMessage> received) {
    boolean down = strikes(Call.DELETE);
    return received.stream()
        .filter(message -> down || faults.keeps(message) || !deleteOne(message))
        .toList();
  }

  /** A message that is gone already counts as deleted, as in SQS. */
  private boolean deleteOne(ReceivedMessage message) {
    if (isStale(message)) {
      return false;
    }
    messages.remove(message.id());
    return true;
  }

  @Override
  public synchronized Duration hide(ReceivedMessage message, Duration delay) {
    throwIfStruck(Call.HIDE, "hide a message of");
    Instant now = clock.instant();
    Duration inForce = Visibility.clamp(delay, Duration.between(message.receivedAt(), now));
    Stored stored = messages.get(message.id());
    if (stored == null || isStale(message) || !stored.visibleAt.isAfter(now)) {
      throw failure("hide a message of", "the receipt is no longer valid");
    }
    messages.put(stored.id, stored.visibleAt(now.plus(inForce)));
    return inForce;
  }

  @Override
  public synchronized void release(List<ReceivedMessage> received) {
    if (strikes(Call.RELEASE)) {
      return;
    }
    Instant now = clock.instant();
    for (ReceivedMessage message : received) {
      Stored stored = messages.get(message.id());
      if (stored != null && !isStale(message)) {
        messages.put(stored.id, stored.visibleAt(now));
      }
    }
  }

  @Override
  public synchronized QueueDepth depth() {
    throwIfStruck(Call.DEPTH, "measure");
    Instant now = clock.instant();
    long inFlight =
        messages.values().stream().filter(message -> message.visibleAt.isAfter(now)).count();
    return new QueueDepth(messages.size() - inFlight, inFlight, 0);
  }

  private boolean isStale(ReceivedMessage message) {
    Stored stored = messages.get(message.id());
    return stored != null && !message.receipt().equals(stored.receipt);
  }

  private void throwIfStruck(Call call, String attempted) {
    if (strikes(call)) {
      throw failure(attempted, QueueFaults.UNAVAILABLE);
    }
  }

  private boolean strikes(Call call) {
    calls.merge(call, 1, Integer::sum);
    return faults.strikes(call);
  }

  private QueueException failure(String attempted, String problem) {
    return new QueueException(attempted, name, new IllegalStateException(problem));
  }

  @Override
  public String toString() {
    return name;
  }
}
