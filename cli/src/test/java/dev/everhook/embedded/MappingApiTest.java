package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import dev.everhook.core.EventJson;
import dev.everhook.core.SettableClock;
import dev.everhook.infra.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class MappingApiTest {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:everhook-refresh";

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private EventSourceMapping mapping;
  private LambdaApi api;
  private LambdaClient lambda;

  @BeforeEach
  void start() throws IOException {
    Template template = Template.load();
    RunSettings settings =
        RunSettings.read(
            Parameters.read(
                template,
                List.of("WebhookUrl=https://example.com", "BatchSize=7", "MaxConcurrency=3")),
            template);
    mapping =
        new EventSourceMapping(
            new BatchQueue(
                new StubSqs(), URI.create("http://127.0.0.1"), QUEUE, 7, clock, event -> {}),
            (event, context) -> new SQSBatchResponse(),
            settings,
            new PauseFile(folder),
            clock,
            event -> {},
            failure -> {});
    RunNotices notices =
        new RunNotices(
            RunOptions.LogFormat.TEXT,
            EventJson.Level.INFO,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            clock,
            ZoneOffset.UTC);
    api =
        LambdaApi.start(
            0,
            new InvokeApi(new Functions(clock)),
            new MappingApi(mapping, QUEUE, settings, notices));
    lambda =
        LambdaClient.builder()
            .endpointOverride(api.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
  }

  @AfterEach
  void close() {
    lambda.close();
    api.close();
  }

  private EventSourceMappingConfiguration only() {
    return lambda
        .listEventSourceMappings(call -> call.functionName(Functions.WORKER))
        .eventSourceMappings()
        .getFirst();
  }

  @Test
  void the_mapping_is_listed_with_what_the_run_was_told() {
    EventSourceMappingConfiguration listed = only();

    assertThat(listed.uuid()).isEqualTo(MappingApi.ID);
    assertThat(listed.state()).isEqualTo("Enabled");
    assertThat(listed.batchSize()).isEqualTo(7);
    assertThat(listed.scalingConfig().maximumConcurrency()).isEqualTo(3);
    assertThat(listed.eventSourceArn()).isEqualTo(QUEUE);
    assertThat(listed.functionArn()).isEqualTo(Functions.arn(Functions.WORKER));
    assertThat(listed.functionResponseTypes())
        .containsExactly(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES);
    assertThat(listed.lastModified()).isEqualTo(clock.instant());
  }

  @Test
  void the_mapping_is_listed_for_its_function_and_its_queue_alone() {
    assertThat(lambda.listEventSourceMappings().eventSourceMappings()).hasSize(1);
    assertThat(
            lambda
                .listEventSourceMappings(
                    call ->
                        call.functionName(Functions.arn(Functions.WORKER)).eventSourceArn(QUEUE))
                .eventSourceMappings())
        .hasSize(1);
    assertThat(
            lambda
                .listEventSourceMappings(call -> call.functionName(Functions.ENQUEUE))
                .eventSourceMappings())
        .isEmpty();
    assertThat(
            lambda
                .listEventSourceMappings(call -> call.eventSourceArn(QUEUE + "-other"))
                .eventSourceMappings())
        .isEmpty();
  }

  @Test
  void the_mapping_is_disabled_and_enabled() {
    String id = only().uuid();
    clock.advance(Duration.ofSeconds(5));

    assertThat(lambda.updateEventSourceMapping(call -> call.uuid(id).enabled(false)).state())
        .isEqualTo("Disabled");
    assertThat(mapping.state().isPaused()).isTrue();
    assertThat(lambda.getEventSourceMapping(call -> call.uuid(id)).state()).isEqualTo("Disabled");
    assertThat(lambda.getEventSourceMapping(call -> call.uuid(id)).lastModified())
        .isEqualTo(clock.instant());

    lambda.updateEventSourceMapping(call -> call.uuid(id).enabled(false));
    assertThat(lambda.updateEventSourceMapping(call -> call.uuid(id).enabled(true)).state())
        .isEqualTo("Enabled");
    assertThat(mapping.state().isPaused()).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "12:00:05  paused                  no call is begun until: everhook resume",
            "12:00:05  resumed                 calls are begun again");
  }

  @Test
  void a_mapping_that_is_not_there_is_not_found() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> lambda.getEventSourceMapping(call -> call.uuid("another")))
        .withMessageContaining("another");
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(
            () -> lambda.updateEventSourceMapping(call -> call.uuid("another").enabled(false)));
    assertThat(mapping.state().isPaused()).isFalse();
  }

  @Test
  void what_cannot_be_changed_is_refused_and_named() {
    assertThatExceptionOfType(InvalidParameterValueException.class)
        .isThrownBy(
            () ->
                lambda.updateEventSourceMapping(
                    call -> call.uuid(MappingApi.ID).enabled(false).batchSize(3)))
        .withMessageContaining("BatchSize: cannot be changed while it runs");
    assertThatExceptionOfType(InvalidParameterValueException.class)
        .isThrownBy(() -> lambda.updateEventSourceMapping(call -> call.uuid(MappingApi.ID)))
        .withMessageContaining("Enabled: must be true or false");
    assertThat(mapping.state().isPaused()).isFalse();
  }

  @Test
  void a_page_in_a_browser_can_neither_read_nor_pause() throws IOException {
    String body = "{\"Enabled\":false}";
    String path = "/2015-03-31/event-source-mappings/" + MappingApi.ID;

    assertThat(request("PUT", path, "Host: 127.0.0.1\r\nOrigin: https://example.com", body))
        .startsWith("HTTP/1.1 403");
    assertThat(request("PUT", path, "Host: rebound.example.com", body)).startsWith("HTTP/1.1 403");
    assertThat(request("GET", path, "Host: rebound.example.com", "")).startsWith("HTTP/1.1 403");
    assertThat(mapping.state().isPaused()).isFalse();
    assertThat(request("PUT", path, "Host: localhost", body)).startsWith("HTTP/1.1 202");
    assertThat(request("PUT", path, "Host: localhost", "[]")).startsWith("HTTP/1.1 400");
    assertThat(request("DELETE", path, "Host: localhost", "")).startsWith("HTTP/1.1 405");
    assertThat(request("GET", path + "/x", "Host: localhost", "")).startsWith("HTTP/1.1 404");
  }

  private String request(String method, String path, String headers, String body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.endpoint().getPort())) {
      String request =
          "%s %s HTTP/1.1\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
              .formatted(method, path, headers, body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
