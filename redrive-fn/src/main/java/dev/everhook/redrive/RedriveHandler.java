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
import java.util.List;

/**
 * The redrive Lambda, by which operators see and mend: it lists, plans, redrives, archives and
 * restores dead letters, sweeps overdue deliveries, and says where things stand.
 *
 * <p>A request that is wrong fails the invocation with an {@link InvalidRequestException} that
 * names the field; nothing was done then.
 */
public final class RedriveHandler implements RequestStreamHandler {
  /** The settings that it reads from its environment. */
  public static final List<String> SETTINGS = RedriveEnvironment.NAMES;

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
      case OperatorRequest.Archiving archiving -> archive(archiving, deadline);
      case OperatorRequest.Restoring restoring -> restore(restoring, deadline);
      case OperatorRequest.Sweeping sweeping -> sweep(sweeping, deadline);
      case OperatorRequest.Asking(String id) ->
          new OperationAnswers(ports.operations(), ports.clock()).operation(id);
      case OperatorRequest.Stopping(String id) ->
          new OperationAnswers(ports.operations(), ports.clock()).stop(id);
      case OperatorRequest.Recent(int limit) -> new DeliveryAnswers(ports.ledger()).recent(limit);
      case OperatorRequest.Named(var keys) -> new DeliveryAnswers(ports.ledger()).named(keys);
      case OperatorRequest.Status() -> new StatusAnswer(ports, deadline).json();
    };
  }

  private String archive(OperatorRequest.Archiving request, Deadline deadline) {
    RefreshQueue from = queue(request.source());
    ArchiveStore store = archives();
    return operations.run(
        request,
        request.asker().id(),
        request.asker().requestedBy(),
        deadline,
        new Tally(Archive.COUNTS),
        operation -> new Archive(request, from, store, ports.clock(), deadline, operation).run());
  }

  private String restore(OperatorRequest.Restoring request, Deadline deadline) {
    ArchiveStore store = archives();
    List<String> names = store.list(ArchiveNames.prefix(request.archive()));
    if (request.fromPart() > names.size()) {
      throw new InvalidRequestException(
          names.isEmpty() ? "archive" : "fromPart",
          "there is no such part: the archive has " + names.size());
    }
    return operations.run(
        request,
        request.asker().id(),
        request.asker().requestedBy(),
        deadline,
        new Tally(Restore.COUNTS),
        operation -> new Restore(request, store, names, ports, deadline, operation).run());
  }

  private ArchiveStore archives() {
    if (ports.archives() == null) {
      throw new InvalidRequestException("action", "there is nowhere to archive to: set a bucket");
    }
    return ports.archives();
  }

  private String sweep(OperatorRequest.Sweeping request, Deadline deadline) {
    Tally tally = new Tally(Sweep.COUNTS);
    return operations.run(
        request,
        request.operationId(),
        request.requestedBy(),
        deadline,
        tally,
        _ -> new Sweep(ports, deadline, tally).run(request.limit()));
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
