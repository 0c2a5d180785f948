package dev.everhook.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some seconds of what {@code benchmarks/soak} does for an hour. */
class SoakIT {
  private static final int REQUESTS = 1_000;

  /** The one whose attempts are used up is among the first, and none is silent: no long wait. */
  private static final int SEED = 7;

  /** A second: however fast the machine, the requests are not all sent before the first kill. */
  private static final int RATE = 200;

  private static final Soak.Options SHORT =
      new Soak.Options(
          Duration.ofMinutes(5),
          REQUESTS,
          RATE,
          SEED,
          Duration.ofSeconds(3),
          Duration.ofMinutes(3),
          Duration.ofSeconds(1),
          List.of());

  @Test
  void every_accepted_request_is_delivered_or_dead_although_the_run_is_killed(@TempDir Path folder)
      throws Exception {
    Account account = Soak.run(SHORT, folder.resolve("data"), System.out);

    account.print(System.out);
    assertThat(account.faults()).isEmpty();
    assertThat(account.kills()).isPositive();
    assertThat(account.audit().delivered() + account.audit().deadCount())
        .isEqualTo(account.accepted())
        .isEqualTo(REQUESTS);
    assertThat(account.audit().dead()).containsKeys("exhausted", "rejected");
    assertThat(account.repeats()).containsKey(Repeat.Cause.NO_ANSWER);
  }
}
