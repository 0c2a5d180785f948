package dev.everhook.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static Account account(
      List<Integer> lost, List<Integer> disputed, Repeat.Cause cause, long wrongKeys, int status) {
    return new Account(
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        100,
        new Audit(98, Map.of("rejected", 2), lost, disputed, 2),
        120,
        wrongKeys,
        1,
        Map.of(cause, 3),
        2,
        Duration.ofSeconds(2),
        Duration.ofSeconds(40),
        Map.of(),
        new Memory(300, 30),
        new Memory(310, 31),
        320,
        1_000,
        status);
  }

  private static String printed(Account account) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    account.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void an_account_that_adds_up_has_no_fault() {
    Account account = account(List.of(), List.of(), Repeat.Cause.NO_ANSWER, 0, 0);

    assertThat(account.faults()).isEmpty();
    assertThat(printed(account)).contains("Nothing is lost").doesNotContain("FAULT");
  }

  @Test
  void whatever_must_not_be_is_a_fault_of_its_own() {
    Account account = account(List.of(5), List.of(6, 7), Repeat.Cause.UNEXPLAINED, 1, 137);

    assertThat(account.faults()).hasSize(5);
    assertThat(printed(account)).contains("FAULT: lost: 1 requests, such as [5]", "Not sound.");
  }

  @Test
  void an_account_is_read_at_80_columns() {
    assertThat(
            printed(account(List.of(), List.of(), Repeat.Cause.KILLED_BEFORE_RECORD, 0, 0)).lines())
        .allMatch(line -> line.length() <= 80);
  }
}
