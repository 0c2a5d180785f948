package dev.everhook.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.IdempotencyKey;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTableTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

  @Test
  void unfinished_deliveries_are_spread_evenly_over_shards_of_their_own() {
    Map<String, Long> shards = shards(key -> LedgerContractEntries.pending(key, 1, NOW));

    assertThat(shards).containsOnlyKeys(LedgerTable.openShards());
    assertThat(shards.values()).allSatisfy(count -> assertThat(count).isBetween(80L, 170L));
  }

  @Test
  void finished_deliveries_lie_in_the_other_shards() {
    Map<String, Long> delivered = shards(key -> LedgerContractEntries.delivered(key, 1, NOW));
    Map<String, Long> dead = shards(key -> LedgerContractEntries.dead(key, 1, NOW));

    assertThat(dead).isEqualTo(delivered).hasSameSizeAs(LedgerTable.openShards());
    assertThat(delivered.keySet()).doesNotContainAnyElementsOf(LedgerTable.openShards());
    assertThat(LedgerTable.allShards()).containsAll(delivered.keySet()).hasSize(16);
  }

  private static Map<String, Long> shards(Function<IdempotencyKey, LedgerEntry> entry) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> entry.apply(IdempotencyKey.ofRequest("request-" + i, 0)))
        .collect(Collectors.groupingBy(LedgerTable::shard, Collectors.counting()));
  }

  @Test
  void an_item_is_readable_and_leaves_out_what_has_no_value() {
    IdempotencyKey key = IdempotencyKey.ofRequest("request", 0);

    Map<String, Attribute> item = DynamoItem.of(LedgerContractEntries.delivered(key, 3, NOW));

    assertThat(item)
        .containsEntry("key", Attribute.text(key.toString()))
        .containsEntry("revision", Attribute.number(3L))
        .containsEntry("state", Attribute.text("delivered"))
        .containsEntry("deliveredAt", Attribute.number(1772366400123L))
        .containsEntry("changedAt", Attribute.number(1772366400123L))
        .containsEntry("expires", Attribute.number(1774958400L))
        .containsEntry("history", Attribute.text("[]"))
        .doesNotContainKeys("slot", "dueAt", "claimId", "firstAttempt", "death");
  }
}
