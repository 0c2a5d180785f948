package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApisIT {
  @Test
  void the_aws_cli_receives_messages_and_invokes_functions(@TempDir Path folder) throws Exception {
    assumeTrue(isInstalled("aws"), "skipped: the AWS CLI is not installed on this machine");
    Path payload = Files.writeString(folder.resolve("payload.json"), "{\"requestId\":\"by-cli\"}");
    try (Receiver receiver = Receiver.start();
        Everhook run =
            Everhook.up(folder.resolve("data"), receiver.parameter(), "ScheduleState=DISABLED")) {
      receiver.answers(call -> 400);
      String answer =
          aws(
              "lambda",
              "invoke",
              "--function-name",
              "everhook-enqueue",
              "--payload",
              // As a file: text on the command line is read in two ways by its versions 1 and 2.
              "fileb://" + payload,
              "--endpoint-url",
              run.endpoint("invoke").toString(),
              "/dev/stdout");
      assertThat(answer).contains("\"requestId\":\"by-cli\"", "\"StatusCode\": 200");
      run.awaitEvent("dead letter", event -> true);

      String message =
          aws(
              "sqs",
              "receive-message",
              "--queue-url",
              run.endpoint("deadLetterQueue").toString(),
              "--endpoint-url",
              run.endpoint("sqs").toString(),
              "--wait-time-seconds",
              "5",
              "--message-attribute-names",
              "All");
      assertThat(message).contains("by-cli", "\"rejected\"");
    }
  }

  @Test
  void a_page_in_a_browser_can_call_neither_api(@TempDir Path data) throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run = Everhook.up(data, receiver.parameter(), "ScheduleState=DISABLED")) {
      isForProgramsAlone(
          run.endpoint("invoke"), "/2015-03-31/functions/everhook-enqueue/invocations");
      isForProgramsAlone(run.endpoint("sqs"), "/?Action=ListQueues&Version=2012-11-05");
    }
  }

  @Test
  void whatever_host_a_request_names_it_goes_to_the_queues_of_this_run(@TempDir Path data)
      throws Exception {
    try (Receiver receiver = Receiver.start();
        Everhook run = Everhook.up(data, receiver.parameter(), "ScheduleState=DISABLED")) {
      int port = run.endpoint("sqs").getPort();
      String target = "//nowhere.invalid/?Action=ListQueues&Version=2012-11-05";

      assertThat(post(port, target, "Host: 127.0.0.1")).contains("everhook-refresh");
      assertThat(post(port, "http:" + target, "Host: 127.0.0.1")).contains("everhook-refresh");
    }
  }

  private static void isForProgramsAlone(URI api, String path) throws IOException {
    assertThat(post(api.getPort(), path, "Host: 127.0.0.1", "Origin: https://example.com"))
        .startsWith("HTTP/1.1 403");
    assertThat(post(api.getPort(), path, "Host: 127.0.0.1", "Sec-Fetch-Site: cross-site"))
        .startsWith("HTTP/1.1 403");
    assertThat(call("GET", api.getPort(), path, "Host: 127.0.0.1")).startsWith("HTTP/1.1 4");
    assertThat(post(api.getPort(), path, "Host: rebound.example.com")).startsWith("HTTP/1.1 403");
    assertThat(post(api.getPort(), path, "Host: 127.0.0.1")).startsWith("HTTP/1.1 200");
  }

  private static String post(int port, String path, String... headers) throws IOException {
    return call("POST", port, path, headers);
  }

  private static String call(String method, int port, String path, String... headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\n"
              + String.join("\r\n", headers)
              + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean isInstalled(String command) throws InterruptedException {
    try {
      return new ProcessBuilder(command, "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String aws(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("aws"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--region", "us-east-1", "--no-sign-request", "--output", "json"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
