package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.SettableClock;
import dev.everhook.core.ledger.DynamoStub.Answer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DynamoOperationStoreTest {
  private static final Instant NOW = SettableClock.START;
  private static final Operation BEGUN =
      Operation.begun("one", "redrive", "anybody", "{}", NOW, NOW.plusSeconds(960));

  @Nested
  class Contract extends LedgerContractOfOperations {
    @Override
    protected OperationStore open(InstantSource clock) {
      return LocalDynamo.operations(LocalDynamo.newTable());
    }
  }

  @Test
  void deliveries_and_operations_of_one_table_do_not_see_each_other() {
    String table = LocalDynamo.newTable();
    OperationStore operations = LocalDynamo.operations(table);
    try (LedgerStore deliveries = LocalDynamo.store(table)) {
      LedgerEntry entry = LedgerContractEntries.pending(LedgerContract.newKey(), 1, NOW);
      deliveries.write(entry);
      operations.begin(BEGUN, NOW);

      assertThat(deliveries.recent(10)).containsExactly(entry);
      assertThat(deliveries.overdue(NOW.plusSeconds(9), 10)).containsExactly(entry);
      assertThat(operations.recentOperations(10)).containsExactly(BEGUN);
      assertThat(operations.find(entry.key().toString())).isEmpty();
    }
  }

  @Test
  void an_item_is_readable_and_expires() {
    assertThat(DynamoOperation.of(BEGUN, "a call"))
        .containsEntry("key", Attribute.text("operation#one"))
        .containsEntry("shard", Attribute.text("operations"))
        .containsEntry("changedAt", Attribute.number(1772366400000L))
        .containsEntry("expires", Attribute.number(1806926400L))
        .containsEntry("requestedBy", Attribute.text("anybody"))
        .doesNotContainKeys("endedAt", "answer");
  }

  @Test
  void a_begin_whose_answer_was_lost_recognises_itself() throws Exception {
    try (DynamoStub dynamo = new DynamoStub();
        var store = dynamo.operations()) {
      AtomicInteger calls = new AtomicInteger();
      dynamo.answer(
          request -> calls.incrementAndGet() == 1 ? new Answer(0, "") : inTheWay(request.body()));

      assertThat(store.begin(BEGUN, NOW)).isEmpty();

      assertThat(dynamo.requests()).hasSize(2);
    }
  }

  @Test
  void an_equal_begin_of_somebody_else_is_in_the_way() throws Exception {
    try (DynamoStub dynamo = new DynamoStub();
        var store = dynamo.operations()) {
      store.begin(BEGUN, NOW);
      JsonNode first = dynamo.requests().getFirst().body();
      dynamo.answer(_ -> inTheWay(first));

      assertThat(store.begin(BEGUN, NOW)).contains(BEGUN);
    }
  }

  @Test
  void a_table_that_refuses_is_a_fault_to_mend() throws Exception {
    try (DynamoStub dynamo = new DynamoStub();
        var store = dynamo.operations()) {
      dynamo.answer(_ -> Answer.error(400, "AccessDeniedException"));

      assertThatExceptionOfType(LedgerRefusedException.class)
          .isThrownBy(() -> store.begin(BEGUN, NOW));
      assertThatExceptionOfType(LedgerRefusedException.class)
          .isThrownBy(() -> store.progress("one", "{}"));
      assertThatExceptionOfType(LedgerRefusedException.class)
          .isThrownBy(() -> store.recentOperations(1));
    }
  }

  @Test
  void an_item_that_is_no_operation_is_named() {
    IdempotencyKey key = LedgerContract.newKey();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () -> DynamoOperation.read(DynamoItem.of(LedgerContractEntries.pending(key, 1, NOW))))
        .withMessageContaining(key.toString());
    assertThat(List.of(LedgerTable.OPERATIONS))
        .doesNotContainAnyElementsOf(LedgerTable.allShards());
  }

  private static Answer inTheWay(JsonNode put) {
    return new Answer(
        400,
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\",\"Item\":"
            + put.path("Item")
            + "}");
  }
}
