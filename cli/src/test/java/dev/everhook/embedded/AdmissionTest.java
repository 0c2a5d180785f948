package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static boolean soon(Supplier<Boolean> waiting) throws Exception {
    return later(waiting).get(10, TimeUnit.SECONDS);
  }

  private static CompletableFuture<Boolean> later(Supplier<Boolean> waiting) {
    return CompletableFuture.supplyAsync(waiting, Thread::startVirtualThread);
  }

  @Test
  void as_many_are_let_in_as_there_are_functions() throws Exception {
    Admission admission = new Admission(2, false);
    assertThat(soon(admission::enter)).isTrue();
    assertThat(soon(admission::enter)).isTrue();
    CompletableFuture<Boolean> third = later(admission::enter);
    assertThat(third).isNotDone();

    admission.leave();

    assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoever_waits_is_turned_away_by_a_pause() throws Exception {
    Admission admission = new Admission(1, false);
    admission.enter();
    CompletableFuture<Boolean> waiting = later(admission::enter);

    admission.pause();

    assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
    admission.leave();
    assertThat(soon(admission::enter)).isFalse();
  }

  @Test
  void a_resume_lets_in_again_and_no_more_than_before() throws Exception {
    Admission admission = new Admission(1, true);
    CompletableFuture<Boolean> open = later(admission::awaitOpen);
    assertThat(open).isNotDone();

    admission.resume();

    assertThat(open.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(soon(admission::enter)).isTrue();
    assertThat(later(admission::enter)).isNotDone();
  }

  @Test
  void a_close_turns_everybody_away_for_good() throws Exception {
    Admission admission = new Admission(1, true);
    CompletableFuture<Boolean> open = later(admission::awaitOpen);

    admission.close();
    admission.resume();

    assertThat(open.get(10, TimeUnit.SECONDS)).isFalse();
    assertThat(soon(admission::enter)).isFalse();
  }
}
