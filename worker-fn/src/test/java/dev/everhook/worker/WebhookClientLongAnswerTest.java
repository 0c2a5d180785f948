package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.worker.CallResult.Answered;
import dev.everhook.worker.FaultyServer.Behaviour;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer whose status is there, and whose body is too long or too slow. */
class WebhookClientLongAnswerTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final int MOST = 16 * 1024;
  private static final long TEN_GB = 10L * 1024 * 1024 * 1024;

  /** What is read, and what the kernel takes unasked. */
  private static final long MOST_TAKEN = 1024 * 1024;

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK, Content-Length: 10737418240",
    "HTTP/1.1 400 Bad, Content-Length: 10737418240",
    "HTTP/1.1 400 Bad, Content-Length: 9223372036854775807",
    "HTTP/1.1 400 Bad, Connection: close",
    "HTTP/1.0 400 Bad, X-Ends: never",
  })
  void a_body_of_ten_gigabytes_or_without_end_is_cut_after_16_KiB(String status, String header)
      throws Exception {
    CompletableFuture<Long> taken = new CompletableFuture<>();
    try (FaultyServer server =
        new FaultyServer(
            connection -> {
              connection.readRequest();
              connection.write(status + "\r\n" + header + "\r\n\r\n");
              taken.complete(connection.writeUpTo(TEN_GB));
            })) {
      CallResult result = TimedCall.to(server, TimedCall.AMPLE);

      int code = Integer.parseInt(status.substring(9, 12));
      assertThat(result).isEqualTo(new Answered(code, null, "x".repeat(MOST)));
      assertThat(server.awaitAllEnded()).isTrue();
      assertThat(taken.join()).isBetween((long) MOST, MOST_TAKEN);
    }
  }

  @Test
  void chunks_without_end_are_cut_after_16_KiB() throws Exception {
    String chunk = "3e8\r\n" + "x".repeat(1000) + "\r\n";
    try (FaultyServer server =
        new FaultyServer(
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              connection.writeForever(chunk);
            })) {
      assertThat(TimedCall.to(server, TimedCall.AMPLE))
          .isEqualTo(new Answered(200, null, "x".repeat(MOST)));
      assertThat(server.awaitAllEnded()).isTrue();
    }
  }

  @Test
  void a_body_that_never_comes_is_waited_for_until_the_deadline() {
    assertThat(
            answerBy(
                SHORT,
                connection -> {
                  connection.readRequest();
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
                  connection.stayForever();
                }))
        .isEqualTo(new Answered(200, null, ""));
  }

  @Test
  void a_body_that_drips_a_byte_a_second_is_read_until_the_deadline() {
    Answered answered =
        answerBy(
            Duration.ofMillis(1_500),
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 500 Oops\r\n\r\n");
              connection.drip('x', 1_000);
            });

    assertThat(answered.body()).matches("x+");
    assertThat(answered).isEqualTo(new Answered(500, null, answered.body()));
  }

  @Test
  void a_body_that_drips_faster_is_read_no_longer() {
    Answered answered =
        answerBy(
            SHORT,
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 500 Oops\r\n\r\n");
              connection.drip('x', 20);
            });

    assertThat(answered.body()).matches("x+");
    assertThat(answered).isEqualTo(new Answered(500, null, answered.body()));
  }

  /** The connection ends with the call: nobody goes on reading behind it. */
  private static Answered answerBy(Duration deadline, Behaviour behaviour) {
    try (FaultyServer server = new FaultyServer(behaviour)) {
      CallResult result = TimedCall.to(server, deadline);
      assertThat(server.awaitAllEnded()).isTrue();
      return (Answered) result;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
