package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.worker.CallResult.Answered;
import dev.everhook.worker.FaultyServer.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call comes to that has an answer, in good shape or bad. */
class WebhookClientAnswerTest {
  private static final int MOST = 16 * 1024;

  @Test
  void status_retry_after_and_body_are_told() {
    assertThat(answerTo("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nwait"))
        .isEqualTo(new Answered(503, "7", "wait"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ndone\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\ndone",
        "HTTP/1.1 200\r\nContent-Length: 4\r\n\r\ndone",
        "HTTP/1.1 200 OK\nContent-Length: 4\n\ndone",
        "\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone",
      })
  void every_way_to_write_an_answer_is_read(String answer) {
    assertThat(answerTo(answer)).isEqualTo(new Answered(200, null, "done"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
      })
  void an_interim_answer_is_passed_over(String interim) {
    assertThat(answerTo(interim + interim + "HTTP/1.1 204 No Content\r\n\r\n"))
        .isEqualTo(new Answered(204, null, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nnot a size\r\n",
      })
  void a_2xx_whose_body_breaks_off_is_still_an_answer(String answer) {
    assertThat(answerTo(answer)).isEqualTo(new Answered(200, null, "half"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void a_status_whose_body_is_reset_is_still_an_answer(int status) {
    Answered answered =
        answerOf(
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 " + status + " S\r\nContent-Length: 100\r\n\r\nhalf");
              connection.reset();
            });

    assertThat(answered.body()).as("as far as it came").isIn("half", "");
    assertThat(answered).isEqualTo(new Answered(status, null, answered.body()));
  }

  @Test
  void a_body_of_16_KiB_is_read_whole() {
    assertThat(answerTo("HTTP/1.1 400 Bad\r\nContent-Length: 16384\r\n\r\n" + "x".repeat(MOST)))
        .isEqualTo(new Answered(400, null, "x".repeat(MOST)));
  }

  @Test
  void a_body_in_no_known_encoding_is_an_answer_all_the_same() {
    assertThat(answerTo("HTTP/1.1 400 B\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nno"))
        .isEqualTo(new Answered(400, null, "no"));
  }

  private static Answered answerTo(String answer) {
    return answerOf(
        connection -> {
          connection.readRequest();
          connection.write(answer);
        });
  }

  private static Answered answerOf(Behaviour behaviour) {
    try (FaultyServer server = new FaultyServer(behaviour)) {
      return (Answered) TimedCall.to(server, TimedCall.AMPLE);
    }
  }
}
