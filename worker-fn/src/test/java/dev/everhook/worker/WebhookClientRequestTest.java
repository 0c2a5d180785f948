package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out, byte by byte. */
class WebhookClientRequestTest {
  private final FaultyServer server = FaultyServer.answering("200 OK", "done");

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_call_without_payload_has_an_empty_body_and_says_so() {
    TimedCall.to(server, TimedCall.AMPLE);

    HttpRequest request = server.request();
    assertThat(request.header("Content-Length")).contains("0");
    assertThat(request.header("Content-Type")).isEmpty();
    assertThat(request.header("Transfer-Encoding")).isEmpty();
    assertThat(request.body()).isEmpty();
  }

  @Test
  void nothing_goes_out_that_the_design_does_not_name() {
    TimedCall.to(server, TimedCall.AMPLE);

    HttpRequest request = server.request();
    assertThat(request.line()).isEqualTo("POST /functions/v1/refresh-watch HTTP/1.1");
    assertThat(request.headerNames())
        .containsExactlyInAnyOrder(
            "Authorization",
            "Idempotency-Key",
            "webhook-id",
            "webhook-timestamp",
            "Everhook-Trigger",
            "Everhook-Attempt",
            "User-Agent",
            "Host",
            "Connection",
            "Content-Length");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"b\" : 1.0e400,\n\t\"a\":0.10, \"b\":\"é 漢字 😀\" }",
        "[]",
        "0",
        "\"\"",
        "false",
        "12345678901234567890123456789.000",
        "\"\\u0000\\/\\ud800\"",
      })
  void the_payload_is_sent_byte_by_byte_as_it_was_written(String payload) throws IOException {
    try (WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      TimedCall.by(client, TimedCall.call(payload), TimedCall.AMPLE);
      TimedCall.by(client, TimedCall.call(payload), TimedCall.AMPLE);
    }

    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests())
        .allSatisfy(
            request -> {
              assertThat(request.body()).isEqualTo(payload.getBytes(StandardCharsets.UTF_8));
              assertThat(request.header("Content-Type"))
                  .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            });
  }

  @Test
  void the_largest_payload_is_sent_whole() throws IOException {
    String payload = '"' + "x".repeat(200 * 1024) + '"';
    try (WebhookClient client = new WebhookClient(server.url(), KeyFormat.QUOTED)) {
      TimedCall.by(client, TimedCall.call(payload), TimedCall.AMPLE);
    }

    assertThat(server.request().body()).asString(StandardCharsets.UTF_8).isEqualTo(payload);
  }

  @ParameterizedTest
  @CsvSource({"'', /", "/, /", "/a/b?c=d&e=%20, /a/b?c=d&e=%20", "?c, /?c"})
  void path_and_query_go_out_as_they_were_given(String path, String target) throws IOException {
    URI url = URI.create("http://127.0.0.1:" + server.url().getPort() + path);
    try (WebhookClient client = new WebhookClient(url, KeyFormat.QUOTED)) {
      TimedCall.by(client, TimedCall.AMPLE);
    }

    assertThat(server.request().line()).isEqualTo("POST " + target + " HTTP/1.1");
  }

  @Test
  void a_cookie_is_not_sent_back() throws IOException {
    try (FaultyServer baker = FaultyServer.answering("200 OK\r\nSet-Cookie: a=b; Path=/", "");
        WebhookClient client = new WebhookClient(baker.url(), KeyFormat.QUOTED)) {
      TimedCall.by(client, TimedCall.AMPLE);
      TimedCall.by(client, TimedCall.AMPLE);

      assertThat(baker.requests()).hasSize(2);
      assertThat(baker.requests().getLast().header("Cookie")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void a_redirect_to_another_host_is_an_answer_and_the_token_stays_here(int status) {
    String elsewhere = "http://localhost:" + server.url().getPort() + "/functions/v1/refresh-watch";
    try (FaultyServer redirecting =
        FaultyServer.answering(status + " Elsewhere\r\nLocation: " + elsewhere, "")) {
      CallResult result = TimedCall.to(redirecting, TimedCall.AMPLE);

      assertThat(result).isEqualTo(new CallResult.Answered(status, null, ""));
      assertThat(redirecting.requests()).hasSize(1);
      assertThat(server.connections()).isZero();
    }
    assertThat(TimedCall.to(URI.create(elsewhere), TimedCall.AMPLE))
        .as("what the other host would have said")
        .isEqualTo(new CallResult.Answered(200, null, "done"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"429 Slow Down", "503 Busy", "500 Oops", "408 Late", "401 Who"})
  void an_answer_is_never_asked_for_twice(String status) {
    String challenge = status + "\r\nRetry-After: 0\r\nWWW-Authenticate: Basic realm=x";
    try (FaultyServer refusing = FaultyServer.answering(challenge, "")) {
      CallResult result = TimedCall.to(refusing, TimedCall.AMPLE);

      assertThat(result)
          .isEqualTo(new CallResult.Answered(Integer.parseInt(status.substring(0, 3)), "0", ""));
      assertThat(refusing.requests()).hasSize(1);
      assertThat(refusing.connections()).isOne();
    }
  }
}
