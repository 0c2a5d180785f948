package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
  @TempDir private Path data;

  @Test
  void each_attempt_is_handed_on_once_the_oldest_first() throws Exception {
    AtomicInteger sleeps = new AtomicInteger();
    Surroundings surroundings =
        new Surroundings(
            false, _ -> null, InstantSource.fixed(Command.NOW), _ -> sleeps.incrementAndGet());
    List<String> seen = new ArrayList<>();
    try (CannedLambda lambda = CannedLambda.start(data);
        Deployment deployment = EmbeddedDeployment.open(data)) {
      String first = delivery("aaaaaaaa", attempt("11:50:00", 1), attempt("11:51:00", 2));
      String second = delivery("bbbbbbbb", attempt("11:59:30", 1));
      String longUnseen = delivery("cccccccc", attempt("02:00:00", 1), attempt("11:59:10", 2));
      lambda.answers(
          "deliveries",
          _ ->
              lambda.requests("deliveries").size() == 1
                  ? Examples.deliveries(first)
                  : Examples.deliveries(second, longUnseen, first));
      Tail tail =
          new Tail(
              deployment,
              surroundings,
              one -> seen.add(one.delivery().key() + " #" + one.attempt().number()));
      tail.begin(1);
      assertThat(seen).containsExactly("aaaaaaaa #2");
      tail.follow(() -> sleeps.get() < 3);

      assertThat(seen).containsExactly("aaaaaaaa #2", "cccccccc #2", "bbbbbbbb #1");
    }
  }

  private static String attempt(String time, int number) {
    return """
    {"round":1,"number":%d,"startedAt":"2026-11-24T%sZ","durationMillis":5,
     "outcome":"delivered","status":200}
    """
        .formatted(number, time);
  }

  private static String delivery(String key, String... attempts) {
    return """
    {"key":"%s","state":"delivered","trigger":"manual","requestId":"r","generation":0,"round":1,
     "attempts":1,"deferrals":0,"lost":0,"deaths":0,"createdAt":"2026-11-24T02:00:00Z",
     "changedAt":"2026-11-24T11:59:00Z","history":[%s]}
    """
        .formatted(key, String.join(",", attempts));
  }
}
