package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLetterTest {
  private static final RefreshRequest REQUEST =
      new RefreshRequest.Manual("id", "by", "why", null, null);
  private static final String BODY = RefreshRequestJson.write(REQUEST);

  private static DeadLetter read(String body, Map<String, String> attributes) {
    var at = SettableClock.START;
    return DeadLetter.read(new ReceivedMessage("m-1", "r-1", body, attributes, 1, at, at, at));
  }

  @Test
  void it_has_its_request_and_what_the_worker_recorded() {
    var notice =
        new DeathNotice(REQUEST.key(0), 0, 2, DeadLetterReason.REJECTED, 400, null, 1, null, null);

    DeadLetter letter = read(BODY, notice.attributes());

    assertThat(letter.request()).isEqualTo(REQUEST);
    assertThat(letter.notice()).isEqualTo(notice);
  }

  @Test
  void a_request_without_a_reason_was_moved_by_the_queue_and_is_crashed() {
    DeadLetter letter = read(BODY, Map.of());

    assertThat(letter.notice())
        .isEqualTo(
            new DeathNotice(
                REQUEST.key(0), 0, 0, DeadLetterReason.CRASHED, null, null, 0, null, null));
  }

  @Test
  void a_crash_after_a_redrive_keeps_generation_and_death() {
    DeadLetter letter = read(BODY, Map.of("generation", "2", "death", "3"));

    assertThat(letter.notice().key()).isEqualTo(REQUEST.key(2));
    assertThat(letter.notice().generation()).isEqualTo(2);
    assertThat(letter.notice().death()).isEqualTo(3);
    assertThat(letter.notice().reason()).isEqualTo(DeadLetterReason.CRASHED);
  }

  @Test
  void what_the_queue_moved_is_crashed_whatever_attributes_it_has_from_an_earlier_death() {
    var earlier =
        new DeathNotice(REQUEST.key(1), 1, 2, DeadLetterReason.REJECTED, 400, null, 1, null, null);
    var at = SettableClock.START;

    DeadLetter letter =
        DeadLetter.read(
            new ReceivedMessage("m-1", "r-1", BODY, earlier.attributes(), 1, at, at, at, true));

    assertThat(letter.notice())
        .isEqualTo(
            new DeathNotice(
                REQUEST.key(1), 1, 2, DeadLetterReason.CRASHED, null, null, 0, null, null));
    assertThat(letter.key()).isEqualTo(REQUEST.key(1));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "AWS.SimpleQueueService.NonExistentQueue,aws_simplequeueservice_nonexistentqueue",
        "AccessDenied,accessdenied",
        "'  ',null",
        "null,null"
      })
  void what_the_scheduler_could_not_send_has_its_error_code(
      @Nullable String code, @Nullable String word) {
    var at = SettableClock.START;
    Map<String, String> attributes =
        code == null ? Map.of() : Map.of("ERROR_CODE", code, "generation", "7", "death", "3");

    DeadLetter letter =
        DeadLetter.unsent(new ReceivedMessage("m-1", "r-1", BODY, attributes, 1, at, at, at));

    assertThat(letter.notice())
        .isEqualTo(
            new DeathNotice(
                REQUEST.key(0), 0, 0, DeadLetterReason.UNSENT, null, word, 0, null, null));
  }

  @Test
  void an_error_code_of_the_scheduler_without_end_is_cut() {
    var at = SettableClock.START;

    DeadLetter letter =
        DeadLetter.unsent(
            new ReceivedMessage(
                "m-1", "r-1", "no request", Map.of("ERROR_CODE", "X".repeat(99)), 1, at, at, at));

    assertThat(letter.notice().errorCode()).isEqualTo("x".repeat(64));
    assertThat(letter.notice().reason()).isEqualTo(DeadLetterReason.MALFORMED);
    assertThat(letter.key()).isNull();
  }

  @Test
  void what_is_no_request_and_has_no_reason_is_malformed() {
    DeadLetter letter = read("{\"hello\":\"world\"}", Map.of());

    assertThat(letter.request()).isNull();
    assertThat(letter.notice().key()).isNull();
    assertThat(letter.notice().reason()).isEqualTo(DeadLetterReason.MALFORMED);
  }

  @ParameterizedTest
  @EnumSource(DeadLetterReason.class)
  void every_reason_is_read_by_its_word(DeadLetterReason reason) {
    assertThat(reason.toString()).matches("[a-z]+");
    assertThat(DeadLetterReason.parse(reason.toString())).isEqualTo(reason);
  }

  @Test
  void an_unknown_reason_is_refused_with_those_there_are() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> DeadLetterReason.parse("REJECTED"))
        .withMessage(
            "reason: must be one of [rejected, unauthorized, exhausted, deferred, expired,"
                + " malformed, crashed, unsent]");
  }
}
