package dev.everhook.it.lambda;

import static java.util.Objects.requireNonNull;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.core.ledger.LedgerTable;
import dev.everhook.infra.FunctionResource;
import dev.everhook.infra.Resource;
import dev.everhook.infra.Stack;
import dev.everhook.infra.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An AWS account on this machine, with what the template makes in it. */
public final class LocalAccount implements AutoCloseable {
  private final Path folder;
  private final AwsServices services;
  private final StackNames names;
  private final Stack stack;

  /**
   * @param folder for the functions' files
   * @param services what it lies in; closed with it
   * @param token the webhook's
   * @param parameters the template's parameters
   */
  public LocalAccount(
      Path folder, AwsServices services, String token, Map<String, String> parameters) {
    this.folder = folder;
    this.services = services;
    this.names =
        new StackNames(services.queues(), services.makeTable(), services.makeSecret(token));
    this.stack = Template.load().stack(parameters, names);
    stack.ofType("AWS::SQS::Queue").forEach(this::create);
    services.makeBucket(names.ref(StackNames.ARCHIVE_BUCKET));
  }

  private void create(Resource queue) {
    services
        .sqs()
        .createQueue(
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
    environment.putAll(services.environment());
    return environment;
  }

  /** What the stack says of itself, by name. */
  public Map<String, String> outputs() {
    return stack.outputs();
  }

  /** The worker's event source mapping. */
  public QueueMapping mapping() {
    return new QueueMapping(
        services.sqs(),
        names.queueUrl(StackNames.REFRESH_QUEUE),
        names.attribute(StackNames.REFRESH_QUEUE, "Arn"),
        stack.resource("WorkerMapping").number("BatchSize"));
  }

  /** The refresh queue. */
  public URI refreshQueue() {
    return URI.create(names.queueUrl(StackNames.REFRESH_QUEUE));
  }

  /** A client of the queues. */
  public SqsClient sqs() {
    return services.sqs();
  }

  /** Does what EventBridge Scheduler does at a slot, and returns what the message asks for. */
  public RefreshRequest sendSlot(Instant slot) {
    String arn = requireNonNull(stack.outputs().get("Schedule"));
    new SqsRefreshQueue(sqs(), refreshQueue(), InstantSource.system())
        .send(
            new OutgoingMessage(
                stack
                    .resource("Schedule")
                    .text("Target", "Input")
                    .replace("<aws.scheduler.schedule-arn>", arn)
                    .replace("<aws.scheduler.scheduled-time>", slot.toString())));
    return new RefreshRequest.Scheduled(arn, slot);
  }

  /** Gives the secret another version. */
  public void rotate(String token) {
    services.rotate(token);
  }

  /** Turns the clock to the end of a delivery's lease, where one runs. */
  public void leaseEnds(IdempotencyKey key) {
    try {
      services
          .dynamo()
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
    services.close();
  }
}
