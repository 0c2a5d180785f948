package dev.everhook.it.scenarios;

import dev.everhook.core.AwsClients;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.it.Operator;
import dev.everhook.it.Receiver;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A stack in AWS, by the ordinary chains of credentials and regions. */
final class AccountBackend implements Backend {
  private final Receiver receiver;
  private final Operator operator;
  private final Map<String, String> outputs;
  private final SqsClient sqs = AwsClients.sqs();

  /**
   * @param port where the stack's webhook leads
   */
  AccountBackend(String stack, int port) throws Exception {
    this.outputs = outputs(stack);
    this.operator = new Operator("--stack", stack);
    this.receiver = Receiver.startForAll(port);
    rotateToken(Receiver.TOKEN);
    // What an earlier run left would be taken for this one's.
    operator.ask("dlq", "archive");
  }

  private static Map<String, String> outputs(String stack) {
    try (CloudFormationClient client =
        CloudFormationClient.builder().httpClientBuilder(AwsClients.http()).build()) {
      return client
          .describeStacks(call -> call.stackName(stack))
          .stacks()
          .getFirst()
          .outputs()
          .stream()
          .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }
  }

  private String output(String name) {
    String value = outputs.get(name);
    if (value == null) {
      throw new IllegalStateException("the stack has no output " + name);
    }
    return value;
  }

  @Override
  public Map<Scenario, String> cannot() {
    return Map.of(
        Scenario.WORKER_KILLED,
        "Lambda lets nobody kill the process of a function",
        Scenario.MISSED_SLOT,
        "EventBridge Scheduler cannot be stopped for a while, and makes up for slots by itself");
  }

  @Override
  public Receiver receiver() {
    return receiver;
  }

  @Override
  public Operator operator() {
    return operator;
  }

  @Override
  public RefreshQueue refreshQueue() {
    return new SqsRefreshQueue(sqs, URI.create(output("RefreshQueueUrl")), InstantSource.system());
  }

  /** Sends what the schedule sends: its own next slot may be days away. */
  @Override
  public String slotComes() {
    RefreshRequest slot =
        new RefreshRequest.Scheduled(
            output("Schedule"), Instant.now().truncatedTo(ChronoUnit.MINUTES));
    refreshQueue().send(new OutgoingMessage(RefreshRequestJson.write(slot)));
    return slot.key(0).toString();
  }

  @Override
  public void killWorker(IdempotencyKey inFlight) {
    throw new UnsupportedOperationException(cannot().get(Scenario.WORKER_KILLED));
  }

  @Override
  public void rotateToken(String token) {
    try (SecretsManagerClient client =
        SecretsManagerClient.builder().httpClientBuilder(AwsClients.http()).build()) {
      client.putSecretValue(
          call ->
              call.secretId(output("SecretArn"))
                  .secretString("{\"token\":\"%s\"}".formatted(token)));
    }
  }

  @Override
  public void close() throws IOException {
    sqs.close();
    receiver.close();
  }
}
