package dev.everhook.simulation;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.everhook.core.FunctionContext;
import dev.everhook.worker.Times;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lambda's event source mapping: takes what is visible, invokes the worker with it, and deletes
 * what the worker does not report as failed.
 */
final class Mapping {
  private static final int MAX_CONCURRENCY = 2;
  private static final int BATCH = 10;
  private static final long WHILE_PAUSED = 600_000;

  private final World world;
  private final SimulatedQueue queue;
  private final Times times;
  private int running;
  private long nextPoll = Long.MAX_VALUE;
  private int invocations;

  Mapping(World world, SimulatedQueue queue) {
    this.world = world;
    this.queue = queue;
    this.times = world.settings().worker().times();
  }

  void begin() {
    queue.onChange(this::arm);
  }

  /** Sees to it that the next message is taken when it is visible. */
  private void arm() {
    long now = world.timeline().millis();
    long visible = queue.nextVisible().orElse(Long.MAX_VALUE);
    if (visible == Long.MAX_VALUE || running >= MAX_CONCURRENCY) {
      return;
    }
    long at = Math.max(visible, now) + world.chance().between("poll", 5, 3_000);
    if (at < nextPoll || nextPoll < now) {
      nextPoll = at;
      world.timeline().at(at, this::poll);
    }
  }

  private void poll() {
    if (world.timeline().millis() != nextPoll) {
      return;
    }
    nextPoll = Long.MAX_VALUE;
    if (world.outages().isMappingPaused() || world.outages().isQueueDown()) {
      nextPoll = world.timeline().millis() + WHILE_PAUSED;
      world.timeline().at(nextPoll, this::poll);
      return;
    }
    if (running < MAX_CONCURRENCY) {
      List<SQSMessage> batch =
          queue.receive(BATCH, times.visibility()).stream().map(Mapping::asLambdaPassesIt).toList();
      if (!batch.isEmpty()) {
        running++;
        world.timeline().start(() -> invoke(batch));
      }
    }
    arm();
  }

  private void invoke(List<SQSMessage> batch) {
    Life life = new Life(world, "worker " + ++invocations);
    SQSEvent event = new SQSEvent();
    event.setRecords(batch);
    try {
      world.timeline().pause(world.chance().between("start of worker", 1, 2_000));
      world.timeline().after(times.functionTimeout(), life::kill);
      if (world.outages().isStartFailing()) {
        life.kill();
        life.requireAlive();
      }
      RequestHandler<SQSEvent, SQSBatchResponse> worker = world.worker(life);
      SQSBatchResponse answer =
          worker.handleRequest(event, new FunctionContext(times.functionTimeout()));
      life.requireAlive();
      life.end();
      acknowledge(batch, answer);
    } catch (Life.Died e) {
      world.trace(() -> life.name() + " died");
    } finally {
      running--;
      arm();
    }
  }

  private void acknowledge(List<SQSMessage> batch, SQSBatchResponse answer) {
    Set<String> failed =
        answer.getBatchItemFailures().stream()
            .map(BatchItemFailure::getItemIdentifier)
            .collect(Collectors.toSet());
    for (SQSMessage message : batch) {
      if (!failed.contains(message.getMessageId())) {
        queue.delete(message.getReceiptHandle());
      }
    }
  }

  private static SQSMessage asLambdaPassesIt(SimulatedQueue.Stored message) {
    SQSMessage passed = new SQSMessage();
    passed.setMessageId(message.id);
    passed.setReceiptHandle(message.receipt);
    passed.setBody(message.body);
    passed.setAttributes(
        Map.of(
            "ApproximateReceiveCount", Integer.toString(message.receives),
            "SentTimestamp", Long.toString(message.sentAt),
            "ApproximateFirstReceiveTimestamp", Long.toString(message.firstReceivedAt)));
    Map<String, MessageAttribute> attributes = new HashMap<>();
    message.attributes.forEach(
        (name, value) -> {
          MessageAttribute attribute = new MessageAttribute();
          attribute.setDataType("String");
          attribute.setStringValue(value);
          attributes.put(name, attribute);
        });
    passed.setMessageAttributes(attributes);
    return passed;
  }
}
