package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.AwsClients;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.ledger.DeliveryState;
import dev.everhook.core.ledger.LedgerEntry;
import dev.everhook.embedded.ledger.H2LedgerStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * {@code kill -9} at each point of a delivery: nothing is lost, and nothing is repeated but what
 * the point makes unavoidable. Once at each point, or as often as {@code -Dcrash.times} says.
 */
@Execution(ExecutionMode.CONCURRENT)
class CrashIT {
  private static final MessageAttributeValue FIRST_DEATH =
      MessageAttributeValue.builder().dataType("String").stringValue("1").build();
  private static final int TIMES = Integer.getInteger("crash.times", 1);

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.SAME_THREAD)
  void a_worker_is_killed(CrashPoint point, @TempDir Path folder) throws Exception {
    List<IdempotencyKey> keys = new ArrayList<>();
    try (Receiver receiver = Receiver.start()) {
      String[] parameters = {receiver.parameter(), "ScheduleState=DISABLED"};
      for (int i = 0; i < TIMES; i++) {
        RefreshRequest request =
            new RefreshRequest.Manual(point + " " + i, "somebody", "a test", null, null);
        keys.add(request.key(0));
        killAt(point, request, folder, receiver, parameters);
      }
      receiver.answers(call -> point.answer);
      List<Message> deadLetters = settled(folder, parameters, TIMES * point.deadLetters);

      Map<String, Long> calls =
          receiver.calls().stream()
              .collect(Collectors.groupingBy(Receiver.Call::key, Collectors.counting()));
      assertThat(calls).hasSize(TIMES);
      assertThat(calls.values()).containsOnly((long) point.calls);
      assertThat(receiver.calls()).extracting(Receiver.Call::body).containsOnly("");
      assertThat(keys).allSatisfy(key -> assertThat(calls).containsKey(key.toString()));
      assertThat(deadLetters)
          .extracting(letter -> letter.messageAttributes().get("death"))
          .allSatisfy(death -> assertThat(death).isEqualTo(FIRST_DEATH));
    }
    assertLedgerAgrees(point, folder, keys);
  }

  private static void killAt(
      CrashPoint point, RefreshRequest request, Path folder, Receiver receiver, String[] parameters)
      throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    String key = request.key(0).toString();
    receiver.answers(
        call -> {
          if (point == CrashPoint.CALL_OPEN && call.key().equals(key)) {
            arrived.countDown();
            Receiver.await(killed);
          }
          return point.answer;
        });
    try (Everhook run = Everhook.crashing(point, key, folder, parameters);
        SqsClient sqs = AwsClients.sqs(run.endpoint("sqs"))) {
      String queue = run.endpoint("refreshQueue").toString();
      // What the kill before left is over first: this one is not to hit it in its turn.
      Everhook.awaitThat("an empty queue", () -> depth(sqs, run.endpoint("refreshQueue")) == 0);
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody(RefreshRequestJson.write(request)));
      if (point == CrashPoint.CALL_OPEN) {
        Receiver.await(arrived);
      } else {
        run.awaitEvent("stands still", event -> true);
      }
      run.killHard();
    }
    killed.countDown();
  }

  /** Starts again without a crash, and returns what the dead-letter queue holds in the end. */
  private static List<Message> settled(Path folder, String[] parameters, int letters)
      throws Exception {
    try (Everhook run = Everhook.up(folder, parameters);
        SqsClient sqs = AwsClients.sqs(run.endpoint("sqs"))) {
      URI refreshQueue = run.endpoint("refreshQueue");
      URI deadLetters = run.endpoint("deadLetterQueue");
      Everhook.awaitThat("an empty refresh queue", () -> depth(sqs, refreshQueue) == 0);
      assertThat(depth(sqs, deadLetters)).isEqualTo(letters);
      List<Message> all = new ArrayList<>();
      while (all.size() < letters) {
        all.addAll(
            sqs.receiveMessage(
                    call ->
                        call.queueUrl(deadLetters.toString())
                            .maxNumberOfMessages(10)
                            .messageAttributeNames("All"))
                .messages());
      }
      run.interrupt();
      assertThat(run.awaitEnd()).isZero();
      return all;
    }
  }

  private static int depth(SqsClient sqs, URI queue) {
    return sqs
        .getQueueAttributes(
            call ->
                call.queueUrl(queue.toString())
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .mapToInt(Integer::parseInt)
        .sum();
  }

  private static void assertLedgerAgrees(CrashPoint point, Path folder, List<IdempotencyKey> keys)
      throws Exception {
    try (H2LedgerStore ledger = H2LedgerStore.open(folder, InstantSource.system())) {
      for (IdempotencyKey key : keys) {
        LedgerEntry entry = ledger.find(key).orElseThrow();
        assertThat(entry.state())
            .isInstanceOf(
                point.deadLetters == 0 ? DeliveryState.Delivered.class : DeliveryState.Dead.class);
        assertThat(entry.round().attempts()).isOne();
        assertThat(entry.deaths()).isEqualTo(point.deadLetters == 0 ? 0 : 1);
      }
    }
  }
}
