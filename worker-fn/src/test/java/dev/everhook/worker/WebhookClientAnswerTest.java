package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.worker.CallResult.Answered;
import dev.everhook.worker.FaultyServer.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call comes to that has an answer, in good shape or bad. */
class WebhookClientAnswerTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  /** Sooner than a body would be given up that does not come. */
  private static final Duration SOON = Duration.ofSeconds(4);

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

  @Test
  void a_2xx_that_is_reset_within_its_body_is_still_an_answer() {
    Answered answered =
        answerOf(
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
              connection.reset();
            },
            TimedCall.AMPLE);

    assertThat(answered.status()).isEqualTo(200);
  }

  @Test
  void a_2xx_whose_body_never_comes_is_still_an_answer_at_the_deadline() {
    Answered answered =
        answerOf(
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
              connection.stayForever();
            },
            SHORT);

    assertThat(answered).isEqualTo(new Answered(200, null, ""));
  }

  @Test
  void a_body_that_drips_is_read_until_the_deadline() {
    Answered answered =
        answerOf(
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 500 Oops\r\n\r\n");
              connection.drip('x', 20);
            },
            SHORT);

    assertThat(answered.status()).isEqualTo(500);
    assertThat(answered.body()).matches("x+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad\r\n\r\n",
        "HTTP/1.1 400 Bad\r\nContent-Length: 1000000000000\r\n\r\n"
      })
  void a_body_without_end_is_read_up_to_16_KiB(String head) {
    Duration wholeDeadline = Duration.ofMinutes(1);
    long start = System.nanoTime();
    Answered answered =
        answerOf(
            connection -> {
              connection.readRequest();
              connection.write(head);
              connection.writeForever("x".repeat(1000));
            },
            wholeDeadline);

    assertThat(answered).isEqualTo(new Answered(400, null, "x".repeat(MOST)));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
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
        },
        TimedCall.AMPLE);
  }

  private static Answered answerOf(Behaviour behaviour, Duration timeout) {
    try (FaultyServer server = new FaultyServer(behaviour)) {
      return (Answered) TimedCall.to(server, timeout);
    }
  }
}
