package dev.everhook.embedded;

import dev.everhook.core.AwsClients;
import dev.everhook.core.EventLog;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.LedgerStore;
import dev.everhook.embedded.ledger.H2LedgerStore;
import dev.everhook.embedded.schedule.ScheduleState;
import dev.everhook.embedded.schedule.ScheduleStateFile;
import dev.everhook.embedded.sqs.DataFolder;
import dev.everhook.embedded.sqs.EmbeddedSqs;
import dev.everhook.embedded.sqs.RunningEndpoints;
import dev.everhook.infra.Template;
import dev.everhook.producer.EnqueueHandler;
import dev.everhook.redrive.Ports;
import dev.everhook.redrive.RedriveHandler;
import dev.everhook.redrive.RedriveSettings;
import dev.everhook.redrive.Sleeper;
import dev.everhook.worker.DeliveryHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * The whole pipeline in this process: queues, schedule, the three functions, and their APIs on
 * loopback.
 */
public final class EmbeddedRun implements AutoCloseable {
  private static final Duration ENQUEUE_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration REDRIVE_TIMEOUT = Duration.ofMinutes(15);

  private final Resources resources;
  private final URI queues;
  private final CompletionStage<Throwable> failure;

  private EmbeddedRun(Resources resources, URI queues, CompletionStage<Throwable> failure) {
    this.resources = resources;
    this.queues = queues;
    this.failure = failure;
  }

  /**
   * Starts everything; messages flow when it returns.
   *
   * @throws dev.everhook.core.InvalidSettingsException if a parameter or the token is missing or
   *     wrong
   * @throws dev.everhook.embedded.sqs.DataFolderInUseException if another run has the data folder
   * @throws IOException if a port is taken, or the data folder cannot be read
   */
  public static EmbeddedRun start(RunOptions options) throws IOException {
    return start(options, UnaryOperator.identity());
  }

  /**
   * Starts everything, with a ledger that goes through {@code seam}: for a test that watches or
   * breaks it.
   */
  public static EmbeddedRun start(RunOptions options, UnaryOperator<LedgerStore> seam)
      throws IOException {
    Template template = Template.load();
    Parameters parameters = Parameters.read(template, options.assignments());
    boolean withSample = !parameters.isGiven("WebhookUrl");
    RunSettings settings =
        RunSettings.read(
            withSample ? parameters.with("WebhookUrl", SampleReceiver.PLACEHOLDER) : parameters,
            template);
    Token token =
        Token.read(
            new Token.Files(options.authTokenFile(), options.signingSecretFile()),
            options.environment(),
            settings.worker().isOnThisMachine());
    Resources resources = new Resources();
    try {
      DataFolder folder = resources.add(DataFolder.open(options.data()));
      if (withSample) {
        SampleReceiver sample =
            resources.add(
                SampleReceiver.start(options.portAfter(2), token.secrets().current().token()));
        settings =
            RunSettings.read(parameters.with("WebhookUrl", sample.url().toString()), template);
      }
      return start(options, parameters, settings, token, folder, seam, resources);
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  private static EmbeddedRun start(
      RunOptions options,
      Parameters parameters,
      RunSettings settings,
      Token token,
      DataFolder folder,
      UnaryOperator<LedgerStore> seam,
      Resources resources)
      throws IOException {
    InstantSource clock = InstantSource.system();
    RunLog log = RunLog.of(options.logFormat(), parameters.value("LogLevel"), options.out(), clock);
    EmbeddedSqs server =
        resources.add(
            EmbeddedSqs.start(folder, options.portAfter(1), Queues.definitions(settings)));
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    server.failure().thenAccept(failure::complete);
    Queues queues = new Queues(server, resources.add(AwsClients.sqs(server.inside())), clock);

    H2LedgerStore store = resources.add(H2LedgerStore.open(folder.path(), clock));
    store.voidLeases();
    DeliveryLedger ledger =
        new DeliveryLedger(seam.apply(store), clock, () -> UUID.randomUUID().toString());
    SlotSender slots =
        slots(folder.path(), settings.schedule(), queues.refresh(), log.events(), clock);

    DeliveryHandler worker =
        new DeliveryHandler(
            settings.worker(),
            token.secrets(),
            ledger,
            queues.refreshOfWorker(),
            queues.deadLetters(),
            log.events(),
            clock,
            () -> ThreadLocalRandom.current().nextDouble());
    Functions functions = new Functions(clock);
    functions.register(Functions.WORKER, worker, settings.worker().times().functionTimeout());
    functions.register(
        Functions.ENQUEUE,
        new EnqueueHandler(queues.refresh(), ledger, log.events(), clock),
        ENQUEUE_TIMEOUT);
    functions.register(
        Functions.REDRIVE,
        new RedriveHandler(
            new Ports(
                queues.refresh(),
                queues.deadLetters(),
                queues.schedulerDeadLetters(),
                ledger,
                store.operations(),
                new FolderArchives(folder.path().resolve("archives")),
                queues.oldestAge(),
                slots.facts(),
                new RedriveSettings(settings.worker().times().visibility()),
                log.events(),
                clock,
                Sleeper.system())),
        REDRIVE_TIMEOUT);

    BatchQueue batches = queues.batches(settings.batchSize(), log.events());
    EventSourceMapping mapping =
        new EventSourceMapping(
            batches,
            worker,
            settings,
            new PauseFile(folder.path()),
            clock,
            log.events(),
            failure::complete);
    LambdaApi api =
        resources.add(
            LambdaApi.start(
                options.port(),
                new InvokeApi(functions),
                new MappingApi(mapping, batches.arn(), settings, log.notices())));
    resources.add(mapping);
    SlotThread schedule =
        resources.add(new SlotThread(slots, clock, log.events(), failure::complete));
    SweepThread sweeps = resources.add(new SweepThread(functions, Sleeper.system(), log.notices()));

    RunningEndpoints endpoints =
        new RunningEndpoints(
            ProcessHandle.current().pid(),
            api.endpoint(),
            server.endpoint(),
            queues.refreshUrl(),
            queues.deadLettersUrl());
    boolean isPaused = mapping.state().isPaused();
    new Overview(
            options, parameters, settings, token, folder.path(), endpoints, isPaused, slots.next())
        .print(clock.instant());
    if (isPaused) {
      log.notices().paused();
    }
    mapping.start();
    slots.begin();
    schedule.start();
    sweeps.start();
    folder.publish(endpoints);
    return new EmbeddedRun(resources, server.inside(), failure.minimalCompletionStage());
  }

  private static SlotSender slots(
      Path folder,
      ScheduleSettings settings,
      RefreshQueue refreshQueue,
      EventLog log,
      InstantSource clock)
      throws IOException {
    Path path = folder.resolve("schedule.json");
    if (!settings.isEnabled()) {
      // A schedule that is enabled again begins anew, as in AWS: it makes up nothing.
      Files.deleteIfExists(path);
    }
    ScheduleStateFile file = new ScheduleStateFile(path);
    ScheduleState state =
        file.read()
            .filter(kept -> kept.isOf(settings.schedule(), settings.startDate()))
            .orElseGet(
                () ->
                    ScheduleState.created(
                        settings.schedule(), settings.startDate(), clock.instant()));
    return new SlotSender(settings, state, refreshQueue, log, file::write);
  }

  /**
   * Completes when a part of the run has failed for good. The run must end then, and the next one
   * has every message.
   */
  public CompletionStage<Throwable> failure() {
    return failure;
  }

  /** The SQS API by the way of the run's own functions; what others call is one hop before it. */
  public URI queues() {
    return queues;
  }

  /** Ends within seconds: calls in flight may end, and what is left waits for the next start. */
  @Override
  public void close() {
    resources.close();
  }
}
