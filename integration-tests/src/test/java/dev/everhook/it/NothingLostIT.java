package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NothingLostIT {
  private static final int REQUESTS = 1_000;

  /** How many are answered before the kill; the calls after them are open when it comes. */
  private static final int BEFORE = 300;

  @Test
  void every_enqueued_key_arrives_although_the_run_is_killed_in_the_middle(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    Path file = folder.resolve("requests.jsonl");
    Files.writeString(
        file,
        IntStream.range(0, REQUESTS)
            .mapToObj(i -> "{\"requestId\":\"r-" + i + "\"}")
            .collect(Collectors.joining("\n")));
    try (Receiver receiver = Receiver.start()) {
      Set<String> enqueued = new TreeSet<>();
      CountDownLatch killed = new CountDownLatch(1);
      AtomicInteger arrived = new AtomicInteger();
      receiver.answers(call -> arrived.incrementAndGet() <= BEFORE ? 200 : afterwards(killed));
      try (Everhook run = Everhook.up(data, receiver.parameter(), "ScheduleState=DISABLED")) {
        var bulk = run.command("enqueue", "--file", file.toString(), "--json");
        assertThat(bulk.status()).isZero();
        bulk.out()
            .lines()
            .forEach(line -> enqueued.add(line.replaceAll(".*\"key\":\"([^\"]*)\".*", "$1")));
        Everhook.awaitThat("calls that are open", () -> arrived.get() > BEFORE);
        run.killHard();
      }
      assertThat(enqueued).hasSize(REQUESTS);
      assertThat(receiver.keys()).as("keys answered before the kill").hasSize(BEFORE);
      killed.countDown();

      try (Everhook run = Everhook.up(data, receiver.parameter(), "ScheduleState=DISABLED")) {
        receiver.await(
            "all keys", all -> all.stream().map(Receiver.Call::key).distinct().count() == REQUESTS);
        assertThat(receiver.keys()).isEqualTo(enqueued);
        run.interrupt();
        assertThat(run.awaitEnd()).isZero();
      }
    }
  }

  /** Answers when nobody is there any more to hear it. */
  private static int afterwards(CountDownLatch killed) {
    try {
      killed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 200;
  }
}
