package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvalidRequestExceptionTest {

  @Test
  void its_message_is_the_field_and_the_problem() {
    var exception = new InvalidRequestException("größe", "is unknown");

    assertThat(exception).hasMessage("größe: is unknown");
    assertThat(exception.field()).isEqualTo("größe");
    assertThat(exception.problem()).isEqualTo("is unknown");
  }

  @Test
  void a_field_that_the_caller_made_up_stays_in_one_short_line() {
    assertThat(new InvalidRequestException("a\nb\u0000\uD800", "p").field()).isEqualTo("a?b??");
    assertThat(new InvalidRequestException("😀".repeat(1_000), "p").field())
        .isEqualTo("😀".repeat(64));
  }
}
