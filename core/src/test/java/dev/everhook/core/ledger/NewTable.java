package dev.everhook.core.ledger;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** A ledger's table, as {@link LedgerTable} says. */
public final class NewTable {
  private NewTable() {}

  /** Makes it, in whatever DynamoDB the client leads to. */
  public static void create(DynamoDbClient client, String name) {
    client.createTable(
        table ->
            table
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    LedgerTable.ATTRIBUTES.entrySet().stream()
                        .map(
                            attribute ->
                                AttributeDefinition.builder()
                                    .attributeName(attribute.getKey())
                                    .attributeType(attribute.getValue())
                                    .build())
                        .toList())
                .keySchema(key(LedgerTable.KEY, KeyType.HASH))
                .globalSecondaryIndexes(recent()));
  }

  private static GlobalSecondaryIndex recent() {
    return GlobalSecondaryIndex.builder()
        .indexName(LedgerTable.RECENT)
        .keySchema(key(LedgerTable.SHARD, KeyType.HASH), key(LedgerTable.CHANGED_AT, KeyType.RANGE))
        .projection(
            fields ->
                fields
                    .projectionType(ProjectionType.INCLUDE)
                    .nonKeyAttributes(LedgerTable.INCLUDED))
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
