package dev.everhook.it.lambda;

import dev.everhook.core.AwsClients;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.ledger.LedgerTable;
import dev.everhook.core.ledger.LocalDynamo;
import dev.everhook.embedded.sqs.DataFolder;
import dev.everhook.embedded.sqs.EmbeddedSqs;
import dev.everhook.infra.FunctionResource;
import dev.everhook.infra.Resource;
import dev.everhook.infra.Stack;
import dev.everhook.infra.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * An AWS account on this machine, with what the template makes in it: queues in ElasticMQ, the
 * ledger in DynamoDB in memory, the secret in a stub, and the functions from their zips.
 */
public final class LocalAccount implements AutoCloseable {
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:webhook";

  private final Path folder;
  private final DataFolder data;
  private final EmbeddedSqs queues;
  private final SqsClient sqs;
  private final SecretsStub secrets;
  private final StackNames names;
  private final Stack stack;

  /**
   * @param folder for all files
   * @param token the webhook's
   * @param parameters the template's parameters
   */
  public LocalAccount(Path folder, String token, Map<String, String> parameters)
      throws IOException {
    this.folder = folder;
    this.data = DataFolder.open(folder.resolve("queues"));
    // ElasticMQ's queues have the URL of the request, so the port must be known before the stack.
    this.queues = EmbeddedSqs.start(data, 0, List.of());
    this.sqs = AwsClients.sqs(queues.endpoint());
    this.secrets = SecretsStub.start(SECRET, token);
    this.names = new StackNames(queues.endpoint(), LocalDynamo.newTable(), SECRET);
    this.stack = Template.load().stack(parameters, names);
    for (String name : List.of(StackNames.REFRESH_QUEUE, StackNames.DEAD_LETTER_QUEUE)) {
      create(stack.resource(name));
    }
  }

  private void create(Resource queue) {
    sqs.createQueue(
        call -> {
          call.queueName(queue.name());
          if (queue.has("VisibilityTimeout")) {
            call.attributes(
                Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, queue.text("VisibilityTimeout")));
          }
        });
  }

  /** The setup of a function of the template, its zip unpacked. */
  public FunctionSetup setup(String name) throws IOException {
    FunctionResource function = stack.function(name);
    Path zip = Path.of(System.getProperty("everhook.infra")).resolve(function.zip());
    Path taskRoot = folder.resolve(name);
    return new FunctionSetup(
        function.handler(),
        taskRoot.toFile().exists() ? taskRoot : TaskRoot.unpack(zip, taskRoot),
        function.memory(),
        environment(function),
        List.of());
  }

  /** The timeout of a function of the template. */
  public Duration timeout(String name) {
    return stack.function(name).timeout();
  }

  private Map<String, String> environment(FunctionResource function) {
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memory()));
    environment.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_ENDPOINT_URL_SQS", queues.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", LocalDynamo.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint().toString());
    return environment;
  }

  /** The worker's event source mapping. */
  public QueueMapping mapping() {
    return new QueueMapping(
        sqs,
        names.queueUrl(StackNames.REFRESH_QUEUE),
        names.attribute(StackNames.REFRESH_QUEUE, "Arn"),
        stack.resource("WorkerMapping").number("BatchSize"));
  }

  /** The refresh queue. */
  public URI refreshQueue() {
    return URI.create(names.queueUrl(StackNames.REFRESH_QUEUE));
  }

  /** The dead-letter queue. */
  public URI deadLetterQueue() {
    return URI.create(names.queueUrl(StackNames.DEAD_LETTER_QUEUE));
  }

  /** A client of the queues. */
  public SqsClient sqs() {
    return sqs;
  }

  /** Turns the clock to the end of a delivery's lease, where one runs. */
  public void leaseEnds(IdempotencyKey key) {
    try {
      LocalDynamo.client()
          .updateItem(
              call ->
                  call.tableName(names.table())
                      .key(Map.of(LedgerTable.KEY, AttributeValue.fromS(key.toString())))
                      .updateExpression("SET leaseEnd = :past")
                      .conditionExpression("attribute_exists(leaseEnd)")
                      .expressionAttributeValues(Map.of(":past", AttributeValue.fromN("1"))));
    } catch (ConditionalCheckFailedException e) {
      // Nobody claimed it.
    }
  }

  @Override
  public void close() throws IOException {
    sqs.close();
    secrets.close();
    queues.close();
    data.close();
  }
}
