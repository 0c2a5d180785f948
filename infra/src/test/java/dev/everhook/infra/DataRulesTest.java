package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.ledger.LedgerTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DataRulesTest {
  private static final Set<String> HOLD_DATA =
      Set.of(
          "AWS::SQS::Queue",
          "AWS::DynamoDB::Table",
          "AWS::SecretsManager::Secret",
          "AWS::S3::Bucket",
          "AWS::Logs::LogGroup");

  private static final Resource TABLE = Stacks.PLAIN.resource("LedgerTable");

  @Test
  void what_holds_data_outlives_the_stack_and_nothing_else_does() {
    Stacks.TEMPLATE
        .section("Resources")
        .forEach(
            (name, fields) -> {
              Map<?, ?> resource = (Map<?, ?>) fields;
              boolean holds = HOLD_DATA.contains(String.valueOf(resource.get("Type")));
              assertThat(resource.get("DeletionPolicy"))
                  .as("DeletionPolicy of %s", name)
                  .isEqualTo(holds ? "RetainExceptOnCreate" : null);
              assertThat(resource.get("UpdateReplacePolicy"))
                  .as("UpdateReplacePolicy of %s", name)
                  .isEqualTo(holds ? "Retain" : null);
            });
  }

  @Test
  void the_table_is_as_the_ledger_needs_it() {
    Map<String, String> attributes = new HashMap<>();
    TABLE
        .list("AttributeDefinitions")
        .forEach(
            attribute -> {
              Map<?, ?> fields = (Map<?, ?>) attribute;
              attributes.put(
                  String.valueOf(fields.get("AttributeName")),
                  String.valueOf(fields.get("AttributeType")));
            });

    assertThat(attributes).isEqualTo(LedgerTable.ATTRIBUTES);
    assertThat(TABLE.list("KeySchema")).isEqualTo(List.of(key(LedgerTable.KEY, "HASH")));
    assertThat(TABLE.list("GlobalSecondaryIndexes"))
        .isEqualTo(
            List.of(
                Map.of(
                    "IndexName",
                    LedgerTable.RECENT,
                    "KeySchema",
                    List.of(key(LedgerTable.SHARD, "HASH"), key(LedgerTable.CHANGED_AT, "RANGE")),
                    "Projection",
                    Map.of(
                        "ProjectionType", "INCLUDE", "NonKeyAttributes", LedgerTable.INCLUDED))));
    assertThat(TABLE.map("TimeToLiveSpecification"))
        .isEqualTo(Map.of("AttributeName", LedgerTable.EXPIRES, "Enabled", true));
  }

  private static Map<String, String> key(String attribute, String type) {
    return Map.of("AttributeName", attribute, "KeyType", type);
  }

  @Test
  void the_table_is_paid_by_use_can_be_restored_and_is_encrypted() {
    assertThat(TABLE.text("BillingMode")).isEqualTo("PAY_PER_REQUEST");
    assertThat(TABLE.map("PointInTimeRecoverySpecification"))
        .isEqualTo(Map.of("PointInTimeRecoveryEnabled", true));
    assertThat(Stacks.FULL.resource("LedgerTable").map("SSESpecification"))
        .isEqualTo(Map.of("SSEEnabled", true, "SSEType", "KMS", "KMSMasterKeyId", Stacks.KEY));
  }

  @Test
  void a_secret_is_made_empty_unless_one_is_given() {
    assertThat(Stacks.PLAIN.resource("WebhookSecret").properties()).containsOnlyKeys("Description");
    assertThat(Stacks.FULL.resources()).doesNotContainKey("WebhookSecret");
    assertThat(Stacks.FULL.function("WorkerFunction").environment())
        .containsEntry("SECRET_ARN", Stacks.SECRET);
  }

  @Test
  void archives_are_private_and_encrypted() {
    Resource bucket = Stacks.FULL.resource("ArchiveBucket");

    assertThat(bucket.map("PublicAccessBlockConfiguration").values())
        .allMatch(Boolean.TRUE::equals);
    assertThat(bucket.text("BucketEncryption")).contains("aws:kms", Stacks.KEY);
    assertThat(Stacks.PLAIN.resource("ArchiveBucket").text("BucketEncryption")).contains("AES256");
  }
}
