package dev.everhook.producer;

import dev.everhook.core.EventLog;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.SendResult;
import dev.everhook.core.ledger.DeliveryState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts refreshes on the queue, and says of each what became of it. */
final class Enqueue {
  private final RefreshQueue refreshQueue;
  private final KnownDeliveries known;
  private final EventLog log;
  private final InstantSource clock;

  Enqueue(RefreshQueue refreshQueue, KnownDeliveries known, EventLog log, InstantSource clock) {
    this.refreshQueue = refreshQueue;
    this.known = known;
    this.log = log;
    this.clock = clock;
  }

  /** Reads and sends; the good entries go, whatever the others are like. */
  EnqueueAnswer enqueue(String json, String caller) {
    try {
      return logged(send(EnqueueRequest.read(json, caller, clock.instant()).entries()));
    } catch (InvalidRequestException e) {
      return refused(e);
    }
  }

  /** Answers a call that is wrong as a whole. */
  EnqueueAnswer refused(InvalidRequestException e) {
    return logged(EnqueueAnswer.refused(e.field(), e.problem()));
  }

  private EnqueueAnswer logged(EnqueueAnswer answer) {
    answer
        .errors()
        .forEach(
            one ->
                log.write(new PipelineEvent.NotEnqueued(one.index(), one.field(), one.problem())));
    return answer;
  }

  private record Numbered(int index, EnqueueEntry.Valid entry) {
    IdempotencyKey key() {
      return entry.request().key(0);
    }
  }

  private EnqueueAnswer send(List<EnqueueEntry> entries) {
    SortedMap<Integer, EnqueueAnswer.Refused> errors = new TreeMap<>();
    List<Numbered> valid = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      switch (entries.get(i)) {
        case EnqueueEntry.Valid entry -> valid.add(new Numbered(i, entry));
        case EnqueueEntry.Invalid(String field, String problem) ->
            errors.put(i, new EnqueueAnswer.Refused(i, field, problem, false));
      }
    }
    Map<IdempotencyKey, DeliveryState> finished =
        known.finished(valid.stream().map(Numbered::key).toList());
    List<EnqueueAnswer.Accepted> accepted = sendAll(unknown(valid, finished), errors);
    return new EnqueueAnswer(accepted, known(valid, finished), List.copyOf(errors.values()));
  }

  private static List<Numbered> unknown(
      List<Numbered> valid, Map<IdempotencyKey, DeliveryState> finished) {
    return valid.stream().filter(one -> !finished.containsKey(one.key())).toList();
  }

  private static List<EnqueueAnswer.Known> known(
      List<Numbered> valid, Map<IdempotencyKey, DeliveryState> finished) {
    List<EnqueueAnswer.Known> known = new ArrayList<>();
    for (Numbered one : valid) {
      DeliveryState state = finished.get(one.key());
      if (state != null) {
        known.add(
            new EnqueueAnswer.Known(
                one.index, one.entry.request().requestId(), one.key(), state.word()));
      }
    }
    return known;
  }

  private List<EnqueueAnswer.Accepted> sendAll(
      List<Numbered> entries, SortedMap<Integer, EnqueueAnswer.Refused> errors) {
    List<SendResult> results =
        refreshQueue.send(
            entries.stream().map(one -> new OutgoingMessage(one.entry.body())).toList());
    List<EnqueueAnswer.Accepted> accepted = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Numbered one = entries.get(i);
      switch (results.get(i)) {
        case SendResult.Sent(String messageId) -> accepted.add(accepted(one, messageId));
        case SendResult.NotSent(String code, String problem, _) ->
            errors.put(
                one.index,
                new EnqueueAnswer.Refused(one.index, "queue", code + ": " + problem, true));
      }
    }
    return accepted;
  }

  private EnqueueAnswer.Accepted accepted(Numbered one, String messageId) {
    RefreshRequest.Manual request = one.entry.request();
    log.write(
        new PipelineEvent.Enqueued(
            one.key(), request.requestId(), request.requestedBy(), messageId));
    return new EnqueueAnswer.Accepted(one.index, request.requestId(), one.key(), messageId);
  }
}
