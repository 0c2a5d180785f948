package dev.everhook.embedded.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

/** What is left after {@code kill -9}. */
final class CrashTest {
  private static final int KILLS = 8;

  @TempDir Path folder;

  @Test
  void what_was_acknowledged_before_a_kill_is_there_after_it() throws Exception {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < KILLS; i++) {
      try (var run = KilledRun.start(folder)) {
        sendUntilKilled(run, acknowledged, 20);
      }
    }
    try (var run = TestRun.start(folder)) {
      assertThat(idsIn(run.queue("refresh"))).containsAll(acknowledged);
    }
  }

  @Test
  void message_in_flight_is_visible_at_once_and_counts_on_and_one_that_waits_is_hidden()
      throws IOException {
    String held;
    String waiting;
    try (var run = KilledRun.start(folder)) {
      var refresh = run.queue("refresh");
      waiting = refresh.send("waiting");
      Message message = refresh.receiveOne();
      run.waitUntil(waiting, Instant.now().plusSeconds(3600));
      refresh.hide(message, Duration.ofHours(1));
      held = refresh.send("held");
      refresh.receiveOne();
    }
    try (var run = TestRun.start(folder)) {
      Message message = run.queue("refresh").receiveOne();

      assertThat(message.messageId()).isEqualTo(held);
      assertThat(TestQueue.receiveCount(message)).isEqualTo(2);
      assertThat(run.queue("refresh").hidden()).isEqualTo(2);
    }
  }

  @Test
  void move_task_that_is_killed_in_the_middle_loses_nothing() throws Exception {
    Set<String> sent = ConcurrentHashMap.newKeySet();
    try (var run = KilledRun.start(folder)) {
      IntStream.range(0, 500).parallel().forEach(i -> sent.add(run.queue("dead").send("x")));
      run.client()
          .startMessageMoveTask(
              request -> request.sourceArn(arn("dead")).destinationArn(arn("refresh")));
      while (run.queue("refresh").visible() < 100) {
        Thread.onSpinWait();
      }
    }
    try (var run = TestRun.start(folder)) {
      var left = new HashSet<String>();
      Stream.of("refresh", "dead").map(run::queue).forEach(queue -> left.addAll(idsIn(queue)));
      assertThat(left).isEqualTo(sent);
    }
  }

  @Test
  void folder_of_a_live_process_is_refused_and_that_of_a_killed_one_is_not() throws IOException {
    try (var run = KilledRun.start(folder)) {
      assertThatExceptionOfType(DataFolderInUseException.class)
          .isThrownBy(() -> DataFolder.open(folder))
          .withMessage(
              "The data folder " + folder.toRealPath() + " is in use by process " + run.pid());
      assertThat(DataFolder.running(folder))
          .get()
          .satisfies(endpoints -> assertThat(endpoints.pid()).isEqualTo(run.pid()));
    }
    assertThat(DataFolder.running(folder)).isEmpty();
    DataFolder.open(folder).close();
  }

  /** Sends on several threads, and kills the run while they do. */
  private static void sendUntilKilled(KilledRun run, Set<String> acknowledged, int enough)
      throws InterruptedException {
    var reached = new CountDownLatch(enough);
    List<Thread> senders =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              try {
                                while (true) {
                                  acknowledged.add(run.queue("refresh").send("x"));
                                  reached.countDown();
                                }
                              } catch (SdkException e) {
                                // Killed: this one was not acknowledged.
                              }
                            }))
            .toList();
    reached.await();
    run.close();
    for (Thread sender : senders) {
      sender.join();
    }
  }

  private static Set<String> idsIn(TestQueue queue) {
    Set<String> ids = new HashSet<>();
    for (var batch = queue.receive(Duration.ofSeconds(1));
        !batch.isEmpty();
        batch = queue.receive(Duration.ZERO)) {
      batch.forEach(message -> ids.add(message.messageId()));
    }
    return ids;
  }

  private static String arn(String queue) {
    return "arn:aws:sqs:us-east-1:000000000000:" + queue;
  }
}
