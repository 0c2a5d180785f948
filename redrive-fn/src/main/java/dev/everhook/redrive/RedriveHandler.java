package dev.everhook.redrive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.everhook.core.EventLog;
import dev.everhook.core.Json;
import dev.everhook.core.PipelineEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The redrive Lambda: shows dead letters, and moves them back to the refresh queue with their keys.
 *
 * <p>A request that is wrong fails the invocation with an {@link
 * dev.everhook.core.InvalidRequestException} that names the field; nothing was moved then.
 */
public final class RedriveHandler implements RequestStreamHandler {
  /** The settings that it reads from its environment. */
  public static final List<String> SETTINGS = RedriveEnvironment.NAMES;

  /** For the last batch and the answer, before the function ends. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final Redrive redrive;
  private final DeadLetterList list;
  private final EventLog log;
  private final InstantSource clock;

  /** As Lambda makes it: from the environment, which the template writes. */
  public RedriveHandler() {
    this(RedriveEnvironment.read(System.getenv()));
  }

  /**
   * @param ports all that it works with
   */
  public RedriveHandler(Ports ports) {
    this.redrive = new Redrive(ports.deadLetters(), ports.refreshQueue(), ports.clock());
    this.list = new DeadLetterList(ports.deadLetters(), ports.clock());
    this.log = ports.log();
    this.clock = ports.clock();
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
