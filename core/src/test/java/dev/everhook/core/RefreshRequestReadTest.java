package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshRequestReadTest {
  private static final String ARN =
      "arn:aws:scheduler:eu-central-1:123456789012:schedule/hooks/72h";

  @Test
  void the_message_of_the_scheduler_is_read() {
    assertThat(
            RefreshRequestJson.read(
                """
                {"version":1,"trigger":"schedule","scheduleArn":"%s",\
                "scheduledTime":"2026-03-01T12:00:00Z"}\
                """
                    .formatted(ARN)))
        .isEqualTo(new RefreshRequest.Scheduled(ARN, Instant.parse("2026-03-01T12:00:00Z")));
  }

  @Test
  void unknown_fields_are_ignored_and_null_counts_as_left_out() {
    assertThat(
            RefreshRequestJson.read(
                """
                {"future":{"a":[1,{"payload":2}]},"reason":"why","requestedBy":"by","requestId":"id",
                 "payload":null,"notAfter":null,"trigger":"manual","version":1,"death":"7"}
                """))
        .isEqualTo(new RefreshRequest.Manual("id", "by", "why", null, null));
  }

  @Test
  void a_field_after_a_payload_larger_than_the_readers_buffer_is_read() {
    String payload = "[\"" + "é😀x".repeat(12_000) + "\"]";

    RefreshRequest read =
        RefreshRequestJson.read(
            """
            {"version":1,"trigger":"manual","requestId":"id","payload": %s ,"requestedBy":"by",\
            "reason":"why"}\
            """
                .formatted(payload));

    assertThat(read)
        .isEqualTo(new RefreshRequest.Manual("id", "by", "why", new Payload(payload), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | request: must be a JSON object
          [] | request: must be a JSON object
          "text" | request: must be a JSON object
          null | request: must be a JSON object
          {} | version: is missing
          {"version":null} | version: is missing
          {"version":"1"} | version: must be an integer
          {"version":1.0} | version: must be an integer
          {"version":99999999999} | version: must be an integer
          {"version":2} | version: must be 1
          {"version":1} | trigger: is missing
          {"version":1,"trigger":7} | trigger: must be a string
          {"version":1,"trigger":"Schedule"} | trigger: must be 'schedule' or 'manual'
          {"version":1,"trigger":"schedule"} | scheduleArn: is missing
          {"version":1,"trigger":"schedule","scheduleArn":" "} | scheduledTime: is missing
          {"version":1,"trigger":"schedule","scheduleArn":[],"scheduledTime":""} | scheduleArn: must be a string
          {"version":1,"trigger":"schedule","scheduleArn":" ","scheduledTime":"2026-01-01T00:00:00Z"} | scheduleArn: must not be blank
          {"version":1,"trigger":"schedule","scheduleArn":"a","scheduledTime":1} | scheduledTime: must be a string
          {"version":1,"trigger":"schedule","scheduleArn":"a","scheduledTime":"today"} | scheduledTime: must be an instant as in ISO 8601, such as 2026-01-31T12:00:00Z
          {"version":1,"trigger":"manual"} | requestId: is missing
          {"version":1,"trigger":"manual","requestId":"i"} | requestedBy: is missing
          {"version":1,"trigger":"manual","requestId":"i","requestedBy":"b"} | reason: is missing
          {"version":1,"trigger":"manual","requestId":"i\\n","requestedBy":"b","reason":"r"} | requestId: must be free of control characters, unpaired surrogates, U+FFFE and U+FFFF
          {"version":1,"trigger":"manual","requestId":"i","requestedBy":"b","reason":"r","notAfter":"x"} | notAfter: must be an instant as in ISO 8601, such as 2026-01-31T12:00:00Z
          {"version":1} x | request: must be JSON: not valid at line 1, column 15
          {"version":1}{} | request: must be one JSON object, with nothing after it
          {"version" | request: must be JSON: not valid at line 1, column 11
          """)
  void what_is_wrong_is_named(String body, String message) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> RefreshRequestJson.read(body))
        .withMessage(message);
  }
}
