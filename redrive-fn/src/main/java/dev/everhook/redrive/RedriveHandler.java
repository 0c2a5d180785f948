package dev.everhook.redrive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.everhook.core.IdempotencyKey;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import dev.everhook.core.RefreshQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The redrive Lambda, by which operators see and mend: it lists, plans, redrives, archives and
 * restores dead letters, sweeps overdue deliveries, and says where things stand.
 *
 * <p>A request that is wrong fails the invocation with an {@link InvalidRequestException} that
 * names the field; nothing was done then.
 */
public final class RedriveHandler implements RequestStreamHandler {
  private final Ports ports;
  private final Operations operations;

  /** As Lambda makes it: from the environment, which the template writes. */
  public RedriveHandler() {
    this(RedriveEnvironment.read(System.getenv()));
  }

  /**
   * @param ports all that it works with
   */
  public RedriveHandler(Ports ports) {
    this.ports = ports;
    this.operations = new Operations(ports.operations(), ports.log(), ports.clock());
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Deadline deadline = Deadline.of(context, ports.clock());
    OperatorRequest request = RequestReader.read(Json.text(input.readAllBytes()));
    output.write(answer(request, deadline).getBytes(StandardCharsets.UTF_8));
  }

  private String answer(OperatorRequest request, Deadline deadline) {
    return switch (request) {
      case OperatorRequest.Listing listing ->
          new DeadLetterList(listing, queue(listing.source()), ports, deadline).json();
      case OperatorRequest.Planning planning ->
          new Plan(planning, queue(planning.source()), ports, deadline).make().json();
      case OperatorRequest.Redriving redriving -> redrive(redriving, deadline);
      default -> throw new UnsupportedOperationException(request.action());
    };
  }

  private String redrive(OperatorRequest.Redriving request, Deadline deadline) {
    RefreshQueue from = queue(request.source());
    requireLedger();
    return operations.run(
        request,
        request.asker().id(),
        request.asker().requestedBy(),
        deadline,
        new Tally(Redrive.COUNTS),
        operation -> new Redrive(request, from, ports, deadline, operation).run());
  }

  /** Whoever redrives without a ledger meets running leases: better nothing is touched. */
  private void requireLedger() {
    ports.ledger().find(IdempotencyKey.ofRequest("is the ledger there", 0));
  }

  private RefreshQueue queue(Source source) {
    return switch (source) {
      case DEAD_LETTERS -> ports.deadLetters();
      case SCHEDULER -> {
        if (ports.schedulerDeadLetters() == null) {
          throw new InvalidRequestException(
              "source", "must be 'dead-letters': the scheduler has no dead-letter queue here");
        }
        yield ports.schedulerDeadLetters();
      }
    };
  }
}
