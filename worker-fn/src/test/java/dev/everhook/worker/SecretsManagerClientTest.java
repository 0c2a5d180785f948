package dev.everhook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.everhook.core.SettableClock;
import dev.everhook.core.aws.AwsAccess;
import dev.everhook.core.aws.AwsJsonService;
import dev.everhook.worker.FaultyServer.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client that the worker is made with, against what a service may answer, or not. */
class SecretsManagerClientTest {
  private static final Duration A_FEW_SECONDS = Duration.ofSeconds(6);

  private static final Behaviour NEVER_ANSWERS =
      connection -> {
        connection.readRequest();
        connection.stayForever();
      };

  private static final Behaviour DRIPS =
      connection -> {
        connection.readRequest();
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        connection.drip(' ', 100);
      };

  private static final Behaviour NEVER_READS = connection -> connection.drip('\r', 10_000);

  private final SettableClock clock = new SettableClock();

  @Test
  void a_service_that_never_ends_its_answer_is_given_up_within_a_few_seconds() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Duration>> reads =
          List.of(
              threads.submit(() -> timeToGiveUp(NEVER_ANSWERS)),
              threads.submit(() -> timeToGiveUp(DRIPS)),
              threads.submit(() -> timeToGiveUp(NEVER_READS)));
      for (Future<Duration> read : reads) {
        assertThat(read.get()).isLessThan(A_FEW_SECONDS);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, ThrottlingException",
    "429, TooManyRequestsException",
    "500, InternalServiceError",
    "503, ServiceUnavailable",
  })
  void a_secret_is_used_on_where_the_service_answers_that_it_is_at_fault(int status, String type) {
    try (FaultyServer service = givingTheSecretOnceAndThen(status, type);
        AwsJsonService client = clientOf(service)) {
      SecretsManagerSource source = new SecretsManagerSource(client, "arn", clock);
      WebhookSecret first = source.current();
      clock.advance(Duration.ofMinutes(5));

      assertThat(source.current()).isSameAs(first);
      assertThat(service.requests()).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, AccessDeniedException",
    "400, ResourceNotFoundException",
    "400, InvalidRequestException",
    "400, DecryptionFailure",
    "400, UnrecognizedClientException",
  })
  void a_secret_that_the_service_refuses_is_not_used_on(int status, String type) {
    try (FaultyServer service = givingTheSecretOnceAndThen(status, type);
        AwsJsonService client = clientOf(service)) {
      SecretsManagerSource source = new SecretsManagerSource(client, "arn", clock);
      source.current();
      clock.advance(Duration.ofMinutes(5));

      assertThatExceptionOfType(SecretUnreadableException.class)
          .isThrownBy(source::current)
          .withMessageStartingWith("SecretArn arn: cannot be read (");
      assertThat(service.requests()).hasSize(2);
    }
  }

  private Duration timeToGiveUp(Behaviour behaviour) {
    try (FaultyServer service = new FaultyServer(behaviour);
        AwsJsonService client = clientOf(service)) {
      SecretsManagerSource source = new SecretsManagerSource(client, "arn", clock);
      long start = System.nanoTime();
      Throwable failure = catchThrowable(source::reread);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(failure)
          .isInstanceOf(SecretUnreadableException.class)
          .hasMessageContaining("cannot be read (no answer");
      return took;
    }
  }

  private static FaultyServer givingTheSecretOnceAndThen(int status, String type) {
    return new FaultyServer(
        connection -> {
          connection.readRequest();
          connection.answer(
              "200 OK", "{\"VersionId\":\"v1\",\"SecretString\":\"{\\\"token\\\":\\\"t\\\"}\"}");
          while (connection.readRequest()) {
            connection.answer(status + " No", "{\"__type\":\"" + type + "\"}");
          }
        });
  }

  private static AwsJsonService clientOf(FaultyServer service) {
    return WorkerEnvironment.secretsManager(AwsAccess.local(service.url()));
  }
}
