package dev.everhook.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.benchmarks.soak.Repeat.Cause;
import dev.everhook.benchmarks.soak.Repeat.Earlier;
import dev.everhook.benchmarks.soak.Repeat.Kill;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatTest {
  private static final Kill KILL = new Kill(10_000, 10_050);

  private static Cause cause(Earlier earlier) {
    return new Repeat(1, earlier, 30_000).cause(List.of(KILL), false);
  }

  @Test
  void a_call_that_was_open_at_a_kill_is_repeated_for_it() {
    assertThat(cause(new Earlier(9_900, 10_400, true))).isEqualTo(Cause.KILLED_IN_CALL);
    assertThat(cause(new Earlier(9_900, Integer.MAX_VALUE, false))).isEqualTo(Cause.KILLED_IN_CALL);
  }

  @Test
  void a_call_that_was_answered_just_before_a_kill_is_repeated_for_it() {
    assertThat(cause(new Earlier(9_900, 9_990, true))).isEqualTo(Cause.KILLED_BEFORE_RECORD);
  }

  @Test
  void a_call_that_got_no_answer_is_repeated_for_that() {
    assertThat(cause(new Earlier(20_000, 20_000, false))).isEqualTo(Cause.NO_ANSWER);
  }

  @Test
  void an_answer_that_came_too_late_is_none() {
    assertThat(cause(new Earlier(15_000, 25_000, true))).isEqualTo(Cause.NO_ANSWER);
  }

  @Test
  void a_repeat_long_after_the_answer_and_far_from_a_kill_is_unexplained() {
    assertThat(cause(new Earlier(100, 200, true))).isEqualTo(Cause.UNEXPLAINED);
    assertThat(cause(new Earlier(20_000, 20_001, true))).isEqualTo(Cause.UNEXPLAINED);
  }

  @Test
  void a_repeat_is_explained_by_a_ledger_that_did_not_answer_for_its_request() {
    Repeat repeat = new Repeat(1, new Earlier(20_000, 20_001, true), 30_000);

    assertThat(repeat.cause(List.of(), true)).isEqualTo(Cause.NO_LEDGER);
  }
}
