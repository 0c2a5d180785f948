package dev.everhook.it.scenarios;

import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.it.Operator;
import dev.everhook.it.Receiver;
import dev.everhook.it.lambda.HostedFunction;
import dev.everhook.it.lambda.LocalAccount;
import dev.everhook.it.lambda.StackApi;
import dev.everhook.it.lambda.WorkerFeed;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The template's stack on this machine. The commands talk to it as they talk to a stack in AWS, and
 * the test does what EventBridge Scheduler and the event source mapping do.
 */
class HostedStack implements Backend {
  private static final String WORKER = "WorkerFunction";

  private final Receiver receiver;
  private final LocalAccount account;
  private final Map<String, HostedFunction> functions = new HashMap<>();
  private final WorkerFeed feed;
  private final StackApi api;
  private final SdkProperties sdk;
  private final Operator operator = new Operator("--stack", "everhook", "--region", "us-east-1");

  /** What hosts functions. */
  interface Host {
    /** Hosts a function of the template, named by it. */
    HostedFunction function(String name) throws IOException;
  }

  /**
   * @param receiver closed with the stack, as is {@code account}
   */
  HostedStack(Receiver receiver, LocalAccount account, Host host) throws IOException {
    this.receiver = receiver;
    this.account = account;
    for (String name : List.of(WORKER, "EnqueueFunction", "RedriveFunction")) {
      functions.put(name, host.function(name));
    }
    this.feed = new WorkerFeed(account.mapping(), worker());
    this.api = StackApi.start(account.outputs(), functions, feed);
    this.sdk = SdkProperties.leadingTo(api.endpoint());
  }

  private HostedFunction worker() {
    return Objects.requireNonNull(functions.get(WORKER));
  }

  @Override
  public Map<Scenario, String> cannot() {
    return Map.of(
        Scenario.MISSED_SLOT,
        "EventBridge Scheduler alone knows which slots it missed; here the test sends them");
  }

  @Override
  public final Receiver receiver() {
    return receiver;
  }

  @Override
  public final Operator operator() {
    return operator;
  }

  @Override
  public final RefreshQueue refreshQueue() {
    return new SqsRefreshQueue(account.sqs(), account.refreshQueue(), InstantSource.system());
  }

  @Override
  public final String slotComes() {
    return account.sendSlot(Instant.now().truncatedTo(ChronoUnit.MINUTES)).key(0).toString();
  }

  @Override
  public final void killWorker(IdempotencyKey inFlight) {
    worker().kill();
    account.leaseEnds(inFlight);
    feed.visibilityEnds();
  }

  @Override
  public final void rotateToken(String token) {
    account.rotate(token);
  }

  @Override
  public void close() throws IOException {
    sdk.close();
    api.close();
    feed.close();
    functions.values().forEach(HostedFunction::close);
    account.close();
    receiver.close();
  }
}
