package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesCommandTest {
  @TempDir private Path data;
  private CannedLambda lambda;

  @BeforeEach
  void start() throws Exception {
    lambda =
        CannedLambda.start(data).answers("deliveries", Examples.deliveries(Examples.DELIVERED));
  }

  @AfterEach
  void end() throws Exception {
    lambda.close();
  }

  @Test
  void recent_deliveries_stand_in_a_table() {
    assertThat(Command.on(data).run("deliveries").out())
        .isEqualTo(
            """
            KEY       STATE      SLOT OR REQUEST       ATTEMPTS  LAST              CHANGED
            51f05ccd  delivered  2026-11-24T09:00:00Z         3  delivered 200  59 min ago
            """);
    assertThat(lambda.requests("deliveries").getFirst().path("limit").asInt()).isEqualTo(50);
  }

  @Test
  void a_key_by_its_first_digits_shows_every_attempt_on_a_time_line() {
    var ended = Command.on(data).run("deliveries", "51f05");

    assertThat(ended.out())
        .isEqualTo(
            """
            delivery      51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11
            state         delivered  at 2026-11-24T11:00:05Z
            trigger       schedule
            slot          2026-11-24T09:00:00Z
            round         2
            attempts      1 in this round; 0 deferrals, 1 lost call, 1 death
            created       2026-11-24T09:00:01Z
            changed       2026-11-24T11:00:05Z

            First attempt at 2026-11-24T09:00:02Z
              round 1       +0 ms  #1  retry      3.2 s  503  try later
                       +1 min 2 s  #2  unknown        ?  timeout
              round 2        +2 h  #1  delivered  2.9 s  200
            """);
  }

  @Test
  void digits_that_mean_several_deliveries_or_none_are_wrong_input() {
    lambda.answers(
        "deliveries",
        Examples.deliveries(
            Examples.DELIVERED, Examples.DELIVERED.replace("51f05ccd", "51f05aaa")));

    var several = Command.on(data).run("deliveries", "51f05");
    assertThat(several.status()).isEqualTo(2);
    assertThat(several.err()).contains("2 recent deliveries begin with that");
    assertThat(Command.on(data).run("deliveries", "ffff").status()).isEqualTo(2);
  }

  @Test
  void a_key_that_the_ledger_does_not_know_is_wrong_input() {
    lambda.answers("deliveries", Examples.deliveries());
    var ended = Command.on(data).run("deliveries", Examples.KEY);

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("the ledger has no such delivery");
  }

  @Test
  void json_prints_the_answer_or_the_one_delivery() throws Exception {
    var all = Answers.JSON.readTree(Command.on(data).run("deliveries", "--json").out());
    assertThat(all.path("deliveries")).hasSize(1);

    var one =
        Answers.JSON.readTree(Command.on(data).run("deliveries", Examples.KEY, "--json").out());
    assertThat(one.path("key").asText()).isEqualTo(Examples.KEY);
  }
}
