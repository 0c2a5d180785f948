package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Bad input" of the design: each gets a message that names what is wrong and what is allowed. */
class BadInputIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WebhookUrl=http://example.com/hook | WebhookUrl: must be https",
        "WebhookUrl=example | WebhookUrl: must be an absolute https URL",
        "webhookurl=https://example.com | webhookurl: is not a parameter; did you mean WebhookUrl?",
        "Nonsense=1 | Nonsense: is not a parameter; there are",
        "MaxAttempts=0 | MaxAttempts: must be a whole number from 1 to 20",
        "WebhookTimeout=45 | WebhookTimeout: must be one of 10, 30, 60, 120, 300, 600, 780",
        "ScheduleExpression=rate(0 hours) | ScheduleExpression:",
        "ScheduleTimezone=Mars | ScheduleTimezone:",
        "RetryStatuses=99 | RetryStatuses: must be a list of statuses from 300 to 599",
        "RetryBaseDelay=700;RetryMaxDelay=60 | RetryMaxDelay: must not be shorter than"
            + " RetryBaseDelay",
        "--port=70000 | --port: must be from 0 to 65533",
        "--auth-token-file=/nowhere/token | --auth-token-file: cannot read /nowhere/token",
        "--signing-secret-file=/nowhere/key | --signing-secret-file: cannot read /nowhere/key",
      })
  void a_wrong_setting_is_an_error_at_start_that_names_it(String arguments, String message)
      throws Exception {
    String[] command = ("up;" + arguments).split(";");
    var ended = Everhook.run(command);

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains(message);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void every_wrong_setting_is_named_at_once() throws Exception {
    var ended = Everhook.run("up", "--port", "0", "MaxAttempts=0", "BatchSize=11", "Nonsense=1");

    assertThat(ended.err()).contains("MaxAttempts:", "BatchSize:", "Nonsense:");
  }

  @Test
  void a_second_run_on_one_data_folder_refuses_and_says_why(@TempDir Path data) throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook _ = Everhook.up(data, receiver.parameter())) {
      var second = Everhook.run("up", "--port", "0", "--data", data.toString());

      assertThat(second.status()).isEqualTo(1);
      assertThat(second.err()).contains(data.toString());
    }
  }

  @Test
  void a_port_that_is_taken_is_named_with_the_option_that_chooses_another(@TempDir Path folder)
      throws Exception {
    try (ServerSocket taken = takePortBeforeFreeOne()) {
      int port = taken.getLocalPort();
      var ended =
          Everhook.run(
              "up",
              "--data",
              folder.toString(),
              "--port",
              Integer.toString(port),
              "WebhookUrl=http://127.0.0.1:9/hook");

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.err()).contains("Port " + port + " is in use", "--port");
    }
  }

  @Test
  void a_token_that_is_missing_is_an_error_at_start_that_names_it(@TempDir Path data)
      throws Exception {
    var ended =
        Everhook.runWithoutToken(
            "up", "--data", data.toString(), "--port", "0", "WebhookUrl=https://example.com/hook");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("EVERHOOK_AUTH_TOKEN: is missing", "--auth-token-file");
  }

  @Test
  void a_command_without_a_run_says_how_to_start_one(@TempDir Path data) throws Exception {
    var ended = Everhook.run("dlq", "list", "--data", data.toString());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("./everhook up");
  }

  @Test
  void what_a_single_enqueue_gets_wrong_is_named_and_nothing_is_sent(@TempDir Path data)
      throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run = Everhook.up(data, receiver.parameter(), "ScheduleState=DISABLED")) {
      var past = run.command("enqueue", "--not-after", "2020-01-01T00:00:00Z");
      assertThat(past.status()).isEqualTo(2);
      assertThat(past.err()).contains("notAfter: must lie in the future");

      var noJson = run.command("enqueue", "--payload", "{");
      assertThat(noJson.status()).isEqualTo(2);
      assertThat(noJson.err()).contains("payload: must be JSON");

      assertThat(run.events("enqueued")).isEmpty();
    }
  }

  @Test
  void of_a_bulk_enqueue_the_good_lines_are_sent_and_the_bad_ones_listed_by_number(
      @TempDir Path folder) throws Exception {
    Path file = folder.resolve("requests.jsonl");
    Files.writeString(
        file,
        """
        {"requestId":"good-1"}
        {"requestId":7}

        not json
        {"requestId":"good-2","payload":[1]}
        {"colour":"red"}
        """);
    try (Receiver receiver = Receiver.start();
        Everhook run =
            Everhook.up(folder.resolve("data"), receiver.parameter(), "ScheduleState=DISABLED")) {
      var bulk = run.command("enqueue", "--file", file.toString());

      assertThat(bulk.status()).isEqualTo(1);
      assertThat(bulk.out()).contains("Enqueued 2 of 5.");
      assertThat(bulk.err())
          .contains("line 2: requestId: must be a string")
          .contains("line 4: request: must be JSON")
          .contains("line 6: colour: is not a field of a refresh; allowed are");
      receiver.await("the good ones", all -> all.size() == 2);
    }
  }

  /** The next one is the SQS API's. Below those that systems give to whoever asks for any. */
  private static ServerSocket takePortBeforeFreeOne() throws IOException {
    for (int port = 20_000; port < 30_000; port += 2) {
      try (ServerSocket _ = listen(port + 1)) {
        return listen(port);
      } catch (BindException _) {
        // Another pair may be free.
      }
    }
    throw new IOException("no two ports in a row are free");
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }
}
