package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefreshRequestSizeTest {
  private static final int EMPTY = RefreshRequestJson.write(manual("")).length();

  private static RefreshRequest manual(String text) {
    return new RefreshRequest.Manual("id", "by", "why", new Payload("\"" + text + "\""), null);
  }

  @Test
  void a_message_of_200_kib_is_written_and_read() {
    RefreshRequest request = manual("a".repeat(200 * 1024 - EMPTY));

    String json = RefreshRequestJson.write(request);

    assertThat(json).hasSize(200 * 1024);
    assertThat(RefreshRequestJson.read(json)).isEqualTo(request);
  }

  @Test
  void one_byte_more_is_refused_in_the_name_of_the_payload() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> RefreshRequestJson.write(manual("a".repeat(200 * 1024 - EMPTY + 1))))
        .withMessage("payload: makes the message 204,801 bytes long; at most 204,800 are allowed");
  }

  @Test
  void bytes_count_and_not_characters() {
    String emoji = "😀".repeat(50 * 1024);

    assertThat(emoji.getBytes(StandardCharsets.UTF_8)).hasSize(200 * 1024);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> RefreshRequestJson.write(manual(emoji)))
        .matches(e -> e.field().equals("payload"));
  }

  @Test
  void the_longest_texts_of_three_bytes_each_leave_room() {
    String widest = "中";
    var manual =
        new RefreshRequest.Manual(
            widest.repeat(RefreshRequest.MAX_REQUEST_ID),
            widest.repeat(RefreshRequest.MAX_REQUESTED_BY),
            widest.repeat(RefreshRequest.MAX_REASON),
            new Payload("\"" + "a".repeat(190 * 1024) + "\""),
            Instant.MAX);

    assertThat(RefreshRequestJson.read(RefreshRequestJson.write(manual))).isEqualTo(manual);
  }
}
