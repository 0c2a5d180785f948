package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an AWS of our own on loopback, which the SDK's own properties lead to. */
class StackDeploymentTest {
  private static final List<String> OUTPUTS =
      List.of("EnqueueFunction", "RedriveFunction", "WorkerFunction", "WorkerMapping", "Schedule");

  private final Map<String, String> before = new HashMap<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private List<String> outputs = OUTPUTS;
  private HttpServer aws;

  @BeforeEach
  void start() throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext("/", this::handle);
    aws.start();
    set("aws.endpointUrl", "http://127.0.0.1:" + aws.getAddress().getPort());
    set("aws.accessKeyId", "test");
    set("aws.secretAccessKey", "very-secret");
    set("aws.disableEc2Metadata", "true");
    set("aws.configFile", "/nowhere");
    set("aws.sharedCredentialsFile", "/nowhere");
  }

  @AfterEach
  void end() {
    aws.stop(0);
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  @Test
  void functions_and_mapping_are_found_in_the_stacks_outputs() {
    var ended = run("pause", "--stack", "everhook");

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(paths).contains("/2015-03-31/event-source-mappings/the-WorkerMapping");

    run("dlq", "redrive", "--stack", "everhook", "--yes");
    assertThat(paths).contains("/2015-03-31/functions/the-RedriveFunction/invocations");
    assertThat(paths)
        .as("who asks, for the record")
        .anyMatch(body -> body.contains("arn:aws:iam::1:user/ops"));
  }

  @Test
  void a_stack_that_is_not_there_is_one_clear_sentence() {
    var ended = run("status", "--stack", "elsewhere");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).isEqualTo("There is no stack elsewhere in eu-central-1.\n");
  }

  @Test
  void a_stack_without_our_outputs_is_one_clear_sentence() {
    outputs = OUTPUTS.subList(0, 2);
    var ended = run("status", "--stack", "everhook");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo(
            "The stack everhook in eu-central-1 has no output WorkerFunction: is it an Everhook"
                + " stack, and up to date?\n");
  }

  @Test
  void missing_credentials_are_one_clear_sentence() {
    System.clearProperty("aws.accessKeyId");
    var ended = run("status", "--stack", "everhook");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).startsWith("No AWS credentials: sign in").doesNotContain("very-secret");
    assertThat(ended.err().lines()).hasSize(1);
  }

  @Test
  void a_missing_region_is_one_clear_sentence() {
    var ended = Command.withoutTarget().run("status", "--stack", "everhook");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).startsWith("No region: give --region");
  }

  @Test
  void options_that_contradict_each_other_are_wrong_input() {
    assertThat(run("status").status()).isEqualTo(2);
    assertThat(run("status", "--stack", "everhook", "--data", "x").err())
        .contains("--data: does not go with --stack");
  }

  private static Command.Ended run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--region", "eu-central-1"));
    return Command.withoutTarget().run(all.toArray(String[]::new));
  }

  private void set(String name, String value) {
    String old = System.setProperty(name, value);
    before.put(name, old == null ? "" : old);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      paths.add(exchange.getRequestURI().getPath());
      paths.add(body);
      if (!exchange.getRequestURI().getPath().equals("/")) {
        send(exchange, 200, lambda(exchange));
      } else if (body.contains("GetCallerIdentity")) {
        send(
            exchange,
            200,
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/ops</Arn>"
                + "</GetCallerIdentityResult></GetCallerIdentityResponse>");
      } else if (URLDecoder.decode(body, StandardCharsets.UTF_8).contains("StackName=everhook")) {
        send(exchange, 200, stack());
      } else {
        send(
            exchange,
            400,
            "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack"
                + " with id elsewhere does not exist</Message></Error></ErrorResponse>");
      }
    }
  }

  private static String lambda(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().contains("mappings")
        ? "{\"UUID\":\"the-WorkerMapping\",\"State\":\"Disabled\"}"
        : Examples.moved(1, 0, "done", "");
  }

  private String stack() {
    StringBuilder members = new StringBuilder();
    for (String output : outputs) {
      members.append(
          "<member><OutputKey>%s</OutputKey><OutputValue>the-%s</OutputValue></member>"
              .formatted(output, output));
    }
    return "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>everhook"
        + "</StackName><Outputs>"
        + members
        + "</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>";
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
