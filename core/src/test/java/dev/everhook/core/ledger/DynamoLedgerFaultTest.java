package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.AwsClients;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.aws.AwsAccess;
import dev.everhook.core.ledger.DynamoStub.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers of DynamoDB are an outage, which are a fault to mend, and how long it takes. */
class DynamoLedgerFaultTest {
  private static final IdempotencyKey KEY = LedgerContract.newKey();
  private static final LedgerEntry ENTRY =
      LedgerContractEntries.pending(KEY, 1, Instant.parse("2026-03-01T12:00:00Z"));

  private final DynamoStub dynamo = new DynamoStub();
  private final LedgerStore store = dynamo.store();

  DynamoLedgerFaultTest() throws IOException {}

  /** A first call loads classes for so long, on a busy machine, that it is an outage itself. */
  @BeforeAll
  static void loadClasses() throws IOException {
    try (var any = new DynamoStub();
        LedgerStore warm = any.store()) {
      for (int i = 0; i < 5; i++) {
        try {
          warm.write(ENTRY);
        } catch (LedgerUnavailableException e) {
          // The next one will be quicker.
        }
      }
    }
  }

  @AfterEach
  void close() {
    store.close();
    dynamo.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, AccessDeniedException",
    "400, ResourceNotFoundException",
    "400, ValidationException",
    "400, UnrecognizedClientException",
    "400, ExpiredTokenException",
    "400, ItemCollectionSizeLimitExceededException",
    "403, SignatureDoesNotMatch",
    "404, UnknownOperationException",
    "413, RequestEntityTooLarge"
  })
  void what_would_be_refused_again_is_a_fault_to_mend(int status, String code) {
    dynamo.answer(_ -> Answer.error(status, code));

    assertThatExceptionOfType(LedgerRefusedException.class)
        .isThrownBy(() -> store.write(ENTRY))
        .withMessage(
            "Could not write to the ledger: table everhook-ledger: %s: it says why"
                .formatted(code));
    assertThatExceptionOfType(LedgerRefusedException.class)
        .isThrownBy(() -> store.find(KEY))
        .withMessage(
            "Could not read the ledger: table everhook-ledger: %s: it says why".formatted(code));
    assertThatExceptionOfType(LedgerRefusedException.class).isThrownBy(() -> store.recent(5));
    assertThatExceptionOfType(LedgerRefusedException.class)
        .isThrownBy(() -> store.overdue(Instant.EPOCH, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException",
    "400, RequestLimitExceeded",
    "400, ThrottlingException",
    "408, RequestTimeout",
    "429, TooManyRequests",
    "500, InternalServerError",
    "502, BadGateway",
    "503, ServiceUnavailable"
  })
  void what_may_do_later_is_an_outage(int status, String code) {
    dynamo.answer(_ -> Answer.error(status, code));
    long start = System.nanoTime();

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> store.write(ENTRY))
        .withMessage(
            "Could not write to the ledger: table everhook-ledger: %s: it says why"
                .formatted(code));

    assertThat(dynamo.requests()).hasSizeBetween(1, 2);
    assertThat(since(start)).isLessThan(Duration.ofMillis(2_500));
    assertThatExceptionOfType(LedgerUnavailableException.class).isThrownBy(() -> store.find(KEY));
    assertThatExceptionOfType(LedgerUnavailableException.class).isThrownBy(() -> store.recent(5));
  }

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException",
    "500, InternalServerError",
    "0, no answer"
  })
  void one_bad_answer_is_made_good_by_the_next(int status, String code) {
    dynamo.answer(
        _ -> dynamo.requests().size() == 1 ? Answer.error(status, code) : new Answer(200, "{}"));

    assertThat(store.write(ENTRY)).isEmpty();

    assertThat(dynamo.requests()).hasSize(2);
  }

  @Test
  void a_connection_that_breaks_is_an_outage() {
    dynamo.answer(_ -> new Answer(0, ""));

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> store.write(ENTRY))
        .withMessageStartingWith("Could not write to the ledger: table everhook-ledger: ");
  }

  @Test
  void nobody_at_the_address_is_an_outage() {
    dynamo.close();

    assertThatExceptionOfType(LedgerUnavailableException.class).isThrownBy(() -> store.find(KEY));
  }

  @Test
  void an_answer_that_never_comes_is_an_outage_in_time() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var waiting =
            new DynamoLedgerStore(
                AwsClients.dynamoDb(
                    AwsAccess.local(URI.create("http://127.0.0.1:" + silent.getLocalPort()))),
                DynamoStub.TABLE)) {
      assertOutageInTime(waiting);
    }
  }

  /** As a look-up of a name does, in which a thread cannot be interrupted. */
  @Test
  void a_service_that_hangs_whatever_is_done_is_an_outage_in_time() {
    try (var waiting = new DynamoLedgerStore((_, _) -> hang(), DynamoStub.TABLE)) {
      assertOutageInTime(waiting);
    }
  }

  private static void assertOutageInTime(LedgerStore waiting) {
    long start = System.nanoTime();

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> waiting.find(KEY))
        .withMessageStartingWith("Could not read the ledger: table everhook-ledger: ");

    assertThat(since(start)).isLessThan(DeliveryLedger.PATIENCE.plusMillis(500));
  }

  @Test
  void a_caller_that_is_interrupted_stays_so() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> store.find(KEY))
        .withMessageEndingWith("interrupted");

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void an_item_that_makes_no_sense_is_refused_and_named() {
    dynamo.answer(_ -> new Answer(200, "{\"Item\":{\"key\":{\"S\":\"%s\"}}}".formatted(KEY)));

    assertThatExceptionOfType(LedgerRefusedException.class)
        .isThrownBy(() -> store.find(KEY))
        .withMessageContaining("the entry %s cannot be understood: no trigger".formatted(KEY));
  }

  @Test
  void a_conflict_without_the_item_in_the_way_is_looked_up() {
    dynamo.answer(
        request ->
            request.action().equals("PutItem")
                ? Answer.error(400, "ConditionalCheckFailedException")
                : new Answer(200, "{}"));

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> store.write(ENTRY))
        .withMessageEndingWith("the entry that was in the way is gone");
    assertThat(dynamo.requests().getLast().action()).isEqualTo("GetItem");
    assertThat(dynamo.requests().getLast().body().path("ConsistentRead").booleanValue()).isTrue();
  }

  @Test
  void entries_that_are_left_out_without_end_are_an_outage() {
    dynamo.answer(
        request ->
            request.action().equals("Query")
                ? new Answer(
                    200,
                    "{\"Items\":[{\"key\":{\"S\":\"%s\"},\"changedAt\":{\"N\":\"1\"}}]}"
                        .formatted(KEY))
                : new Answer(200, unprocessed(request.body())));

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> store.recent(1))
        .withMessageEndingWith("it leaves out what it was asked for");
  }

  @Test
  void keys_that_were_left_out_are_asked_for_again_with_all_writes_in_sight() {
    IdempotencyKey other = LedgerContract.newKey();
    dynamo.answer(
        request ->
            dynamo.requests().size() == 1
                ? new Answer(200, unprocessed(KEY))
                : new Answer(200, "{\"Responses\":{},\"UnprocessedKeys\":{}}"));

    assertThat(store.findAll(List.of(KEY, other))).isEmpty();

    assertThat(dynamo.requests()).hasSize(2);
    JsonNode again = dynamo.requests().getLast().body().path("RequestItems").path(DynamoStub.TABLE);
    assertThat(again.path("Keys")).hasSize(1);
    assertThat(again.path("Keys").path(0).path("key").path("S").textValue())
        .isEqualTo(KEY.toString());
    assertThat(again.path("ConsistentRead").booleanValue()).isTrue();
  }

  @Test
  void keys_that_are_left_out_without_end_are_an_outage() {
    dynamo.answer(request -> new Answer(200, unprocessed(request.body())));

    assertThatExceptionOfType(LedgerUnavailableException.class)
        .isThrownBy(() -> store.findAll(List.of(KEY)))
        .withMessageEndingWith("it leaves out what it was asked for");
  }

  private static String unprocessed(IdempotencyKey key) {
    return "{\"Responses\":{},\"UnprocessedKeys\":{\"%s\":{\"Keys\":[{\"key\":{\"S\":\"%s\"}}]}}}"
        .formatted(DynamoStub.TABLE, key);
  }

  private static String unprocessed(JsonNode request) {
    return "{\"Responses\":{},\"UnprocessedKeys\":" + request.path("RequestItems") + "}";
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static String hang() {
    long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    throw new IllegalStateException("too late");
  }
}
