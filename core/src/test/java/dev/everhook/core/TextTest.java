package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @Test
  void the_longest_text_may_be_used_and_one_more_may_not() {
    assertThat(Text.require("reason", "a".repeat(5), 5)).isEqualTo("aaaaa");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Text.require("reason", "a".repeat(6), 5))
        .withMessage("reason: must be at most 5 characters, not 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "\u2003"})
  void blank_text_is_refused(String blank) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Text.require("reason", blank, 5))
        .withMessage("reason: must not be blank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\n", "a\t", "\u0000a", "a\u007F", "a\u0085", "a\uD800", "\uDC00a", "a\uFFFE", "a\uFFFF"
      })
  void what_an_attribute_or_a_line_cannot_carry_is_refused(String text) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Text.require("reason", text, 5))
        .withMessageStartingWith("reason: must be free of control characters");
  }

  @Test
  void sqs_takes_exactly_the_characters_that_its_documentation_lists() {
    assertThat(new int[] {0x9, 0xA, 0xD, 0x20, 0x7F, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF})
        .matches(points -> java.util.Arrays.stream(points).allMatch(Text::isAllowedInSqs));
    assertThat(new int[] {0x0, 0x8, 0xB, 0xC, 0xE, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF})
        .matches(points -> java.util.Arrays.stream(points).noneMatch(Text::isAllowedInSqs));
  }
}
