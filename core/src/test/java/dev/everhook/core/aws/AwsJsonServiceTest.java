package dev.everhook.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.everhook.core.AwsClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Requests as they come on the wire, at a server that checks their signatures as AWS does. */
class AwsJsonServiceTest {
  private static final AwsCredentialsProvider CALLER =
      StaticCredentialsProvider.create(AwsSessionCredentials.create("AKID", "hidden", "session"));

  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile String scope = "eu-central-1/dynamodb";
  private volatile int status = 200;
  private volatile String answer = "{}";

  AwsJsonServiceTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      problems.add(SignatureCheck.problem(exchange, body, "AKID", "hidden", scope));
      requests.add(
          "%s %s %s"
              .formatted(
                  exchange.getRequestHeaders().getFirst("X-Amz-Target"),
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  new String(body, StandardCharsets.UTF_8)));
      assertThat(exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"))
          .isEqualTo("session");
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private AwsJsonService service(AwsApi api) {
    return new AwsJsonService(
        api, new AwsAccess(endpoint(), "eu-central-1", CALLER), Duration.ofMinutes(1));
  }

  /** So that the check itself is right: it finds nothing wrong with the SDK's own client. */
  @Test
  void the_check_passes_what_the_sdk_signs() {
    try (DynamoDbClient sdk =
        DynamoDbClient.builder()
            .httpClientBuilder(AwsClients.http())
            .endpointOverride(endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(CALLER)
            .build()) {
      answer = "{\"TableNames\":[]}";
      sdk.listTables();
    }

    assertThat(problems).containsExactly("");
  }

  @Test
  void a_request_is_signed_for_its_service_and_region() {
    answer = "{\"Item\":{}}";
    try (AwsJsonService dynamo = service(AwsApi.DYNAMODB)) {
      assertThat(dynamo.call("GetItem", json -> json.writeString("é €"))).isEqualTo(answer);
    }

    assertThat(problems).containsExactly("");
    assertThat(requests)
        .containsExactly("DynamoDB_20120810.GetItem application/x-amz-json-1.0 \"é €\"");
  }

  @Test
  void secrets_manager_speaks_version_1_1() {
    scope = "eu-central-1/secretsmanager";
    try (AwsJsonService secrets = service(AwsApi.SECRETS_MANAGER)) {
      secrets.call("GetSecretValue", json -> json.writeString("which"));
    }

    assertThat(problems).containsExactly("");
    assertThat(requests)
        .containsExactly("secretsmanager.GetSecretValue application/x-amz-json-1.1 \"which\"");
  }

  @Test
  void a_wrong_secret_is_found_out() {
    try (var thief =
        new AwsJsonService(
            AwsApi.DYNAMODB,
            new AwsAccess(
                endpoint(),
                "eu-central-1",
                StaticCredentialsProvider.create(
                    AwsSessionCredentials.create("AKID", "guessed", "session"))),
            Duration.ofMinutes(1))) {
      thief.call("GetItem", json -> json.writeString(""));
    }

    assertThat(problems).containsExactly("wrong signature");
  }

  @Test
  void an_error_that_may_be_gone_is_met_by_one_more_attempt() {
    status = 503;
    answer = "<html>";

    assertThat(failure(AwsErrorException.class)).hasMessage("status 503");
    assertThat(problems).containsExactly("", "");
  }

  @Test
  void an_error_without_a_word_is_told_by_its_status_and_is_none_that_may_be_gone() {
    status = 403;
    answer = "";

    AwsErrorException error = failure(AwsErrorException.class);
    assertThat(error).hasMessage("status 403");
    assertThat(error.isTransient()).isFalse();
  }

  @Test
  void a_success_without_a_word_is_no_answer() {
    answer = "";

    assertThat(failure(AwsUnansweredException.class)).hasMessage("an empty answer from dynamodb");
    assertThat(requests).hasSize(2);
  }

  @Test
  void an_error_that_would_come_again_is_met_by_none() {
    status = 400;
    answer = "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"no\"}";

    AwsErrorException error = failure(AwsErrorException.class);
    assertThat(error).hasMessage("AccessDeniedException: no");
    assertThat(error.code()).isEqualTo("AccessDeniedException");
    assertThat(requests).hasSize(1);
  }

  private <T extends AwsCallException> T failure(Class<T> type) {
    try (AwsJsonService dynamo = service(AwsApi.DYNAMODB)) {
      return catchThrowableOfType(type, () -> dynamo.call("GetItem", json -> json.writeString("")));
    }
  }
}
