package dev.everhook.it.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.AwsClients;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.it.Everhook;
import dev.everhook.it.Operator;
import dev.everhook.it.Receiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The embedded run from the built distribution, with its data in a folder. */
final class EmbeddedBackend implements Backend {
  private static final String SCHEDULE_ARN =
      "arn:aws:scheduler:us-east-1:000000000000:schedule/everhook/refresh";

  private final Path folder;
  private final Path token;
  private final Receiver receiver = Receiver.start();
  private final String firstSlot;
  private final Operator operator;
  private Everhook run;
  private SqsClient sqs;

  EmbeddedBackend(Path folder) throws Exception {
    this.folder = folder;
    this.token = folder.resolve("token");
    rotateToken(Receiver.TOKEN);
    this.run = up("data");
    this.sqs = AwsClients.sqs(run.endpoint("sqs"));
    this.operator = run.operator();
    // A rate schedule without a start date begins when it is made. Its call is over before any
    // scenario begins, since some stop the webhook or the run.
    this.firstSlot = run.awaitEvent("slot", _ -> true).path("key").asText();
    run.awaitEvent("attempt", attempt -> attempt.path("outcome").asText().equals("delivered"));
  }

  private Everhook up(String data, String... more) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add("--auth-token-file=" + token);
    arguments.add(receiver.parameter());
    PARAMETERS.forEach((name, value) -> arguments.add(name + "=" + value));
    arguments.addAll(List.of(more));
    return Everhook.up(folder.resolve(data), arguments.toArray(String[]::new));
  }

  @Override
  public Map<Scenario, String> cannot() {
    return Map.of();
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
    return new SqsRefreshQueue(sqs, run.endpoint("refreshQueue"), InstantSource.system());
  }

  @Override
  public String slotComes() {
    return firstSlot;
  }

  /** A run of its own, since a schedule of seconds would disturb every other scenario. */
  @Override
  public MissedSlots missSlots() throws Exception {
    String schedule = "ScheduleExpression=rate(1 second)";
    // A slot that was sent and not recorded when the kill came is named too: it is none of these.
    List<String> sent = new ArrayList<>();
    try (Everhook before = up("missed", schedule)) {
      before.awaitEvent("slot", _ -> true);
      before.killHard();
      before.awaitEnd();
      before.events("slot").forEach(slot -> sent.add(slot.path("key").asText()));
    }
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    Everhook.awaitThat("three slots", () -> System.nanoTime() > end);
    try (Everhook after = up("missed", schedule)) {
      String madeUp = after.awaitEvent("slot", _ -> true).path("key").asText();
      JsonNode missed = after.awaitEvent("slots missed", _ -> true);
      receiver.await(madeUp, 1);
      List<String> others = new ArrayList<>();
      missed.path("named").forEach(slot -> others.add(key(Instant.parse(slot.asText()))));
      others.removeAll(sent);
      return new MissedSlots(madeUp, others);
    }
  }

  private static String key(Instant slot) {
    return new RefreshRequest.Scheduled(SCHEDULE_ARN, slot).key(0).toString();
  }

  /** A new process voids the leases of the last. */
  @Override
  public void killWorker(IdempotencyKey inFlight) throws Exception {
    run.killHard();
    sqs.close();
    run = up("data");
    sqs = AwsClients.sqs(run.endpoint("sqs"));
  }

  @Override
  public void rotateToken(String newToken) throws Exception {
    Files.writeString(token, newToken);
  }

  @Override
  public void close() {
    sqs.close();
    run.close();
    receiver.close();
  }
}
