package dev.everhook.redrive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.everhook.core.AwsClients;
import dev.everhook.core.EventLog;
import dev.everhook.core.Json;
import dev.everhook.core.LambdaEventLog;
import dev.everhook.core.PipelineEvent;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.Settings;
import dev.everhook.core.SqsRefreshQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The redrive Lambda: shows dead letters, and moves them back to the refresh queue with their keys.
 *
 * <p>A request that is wrong fails the invocation with an {@link
 * dev.everhook.core.InvalidRequestException} that names the field; nothing was moved then.
 */
public final class RedriveHandler implements RequestStreamHandler {
  /** For the last batch and the answer, before the function ends. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final Redrive redrive;
  private final DeadLetterList list;
  private final EventLog log;
  private final InstantSource clock;

  private record Queues(URI refreshQueueUrl, URI deadLetterQueueUrl) {}

  /** As Lambda makes it: from the environment, which the template writes. */
  public RedriveHandler() {
    this(AwsClients.sqs(), queues());
  }

  private RedriveHandler(SqsClient sqs, Queues queues) {
    this(
        new SqsRefreshQueue(sqs, queues.deadLetterQueueUrl, InstantSource.system()),
        new SqsRefreshQueue(sqs, queues.refreshQueueUrl, InstantSource.system()),
        LambdaEventLog.ofThisFunction(),
        InstantSource.system());
  }

  /**
   * @param deadLetters the dead-letter queue
   * @param refreshQueue the queue that dead letters go back to
   * @param log where events go
   * @param clock tells when to stop
   */
  public RedriveHandler(
      RefreshQueue deadLetters, RefreshQueue refreshQueue, EventLog log, InstantSource clock) {
    this.redrive = new Redrive(deadLetters, refreshQueue, clock);
    this.list = new DeadLetterList(deadLetters, clock);
    this.log = log;
    this.clock = clock;
  }

  private static Queues queues() {
    return Settings.read(
        Settings.fromEnvironment(System.getenv(), List.of("RefreshQueueUrl", "DeadLetterQueueUrl")),
        settings ->
            new Queues(settings.url("RefreshQueueUrl"), settings.url("DeadLetterQueueUrl")));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    RedriveRequest request = RedriveRequest.read(Json.text(input.readAllBytes()));
    Instant end = clock.instant().plusMillis(context.getRemainingTimeInMillis()).minus(MARGIN);
    String answer =
        switch (request.action()) {
          case LIST -> list.json(request.limit(), end);
          case REDRIVE -> redrive(request.limit(), end).json();
        };
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private RedriveResult redrive(int limit, Instant end) {
    RedriveResult result = redrive.move(limit, end);
    log.write(
        new PipelineEvent.Redriven(
            result.moved(), result.refused(), result.failed(), result.remaining()));
    return result;
  }
}
