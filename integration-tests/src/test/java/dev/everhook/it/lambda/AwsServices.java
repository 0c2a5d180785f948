package dev.everhook.it.lambda;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS's services on this machine, without what the template makes in them. */
public interface AwsServices extends AutoCloseable {

  /** A client of SQS. */
  SqsClient sqs();

  /** Where SQS says that its queues are. */
  URI queues();

  /** A client of DynamoDB. */
  DynamoDbClient dynamo();

  /** Makes the ledger's table; returns its name. */
  String makeTable();

  /** Makes a bucket. */
  void makeBucket(String name);

  /** Makes the secret with the webhook's token; returns its ARN. */
  String makeSecret(String token);

  /** Gives the secret another version. */
  void rotate(String token);

  /** The variables that lead the SDK in a function here. */
  Map<String, String> environment();

  @Override
  void close() throws IOException;
}
