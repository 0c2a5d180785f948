package dev.everhook.producer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.everhook.core.AwsClients;
import dev.everhook.core.EventLog;
import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.Json;
import dev.everhook.core.LambdaEventLog;
import dev.everhook.core.RefreshQueue;
import dev.everhook.core.Settings;
import dev.everhook.core.SqsRefreshQueue;
import dev.everhook.core.ledger.DeliveryLedger;
import dev.everhook.core.ledger.DynamoLedgerStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The enqueue Lambda: takes one refresh or a list, by direct invoke or behind a function URL, and
 * answers with the key and message id of each and the errors by index.
 *
 * <p>A stream handler, since the payload must reach the webhook as the caller wrote it, and a
 * handler of objects would have read and written it again.
 */
public final class EnqueueHandler implements RequestStreamHandler {
  /** The settings that it reads from its environment. */
  public static final List<String> SETTINGS =
      List.of("RefreshQueueUrl", "LedgerTable", "UrlSuffix");

  private static final String DIRECT_CALLER = "direct invoke";

  private final Enqueue enqueue;

  /** As Lambda makes it: from the environment, which the template writes. */
  public EnqueueHandler() {
    this(environment());
  }

  private EnqueueHandler(Environment environment) {
    this(
        new SqsRefreshQueue(AwsClients.sqs(), environment.refreshQueueUrl, InstantSource.system()),
        DynamoLedgerStore.ledger(environment.ledgerTable, environment.urlSuffix),
        LambdaEventLog.ofThisFunction(),
        InstantSource.system());
  }

  /**
   * @param refreshQueue the queue that refreshes go to
   * @param ledger tells which requests are known already
   * @param log where events go
   * @param clock tells what lies in the past
   */
  public EnqueueHandler(
      RefreshQueue refreshQueue, DeliveryLedger ledger, EventLog log, InstantSource clock) {
    this.enqueue = new Enqueue(refreshQueue, new KnownDeliveries(ledger, log), log, clock);
  }

  private record Environment(URI refreshQueueUrl, String ledgerTable, String urlSuffix) {}

  private static Environment environment() {
    return Settings.read(
        Settings.fromEnvironment(System.getenv(), SETTINGS),
        settings ->
            new Environment(
                settings.url("RefreshQueueUrl"),
                settings.text("LedgerTable"),
                settings.text("UrlSuffix")));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(answer(input.readAllBytes()).getBytes(StandardCharsets.UTF_8));
  }

  private String answer(byte[] input) {
    String event;
    try {
      event = Json.text(input);
    } catch (InvalidRequestException e) {
      return enqueue.refused(e).json();
    }
    Optional<FunctionUrlEvent> call = FunctionUrlEvent.read(event);
    return call.isPresent() ? overHttp(call.get()) : enqueue.enqueue(event, DIRECT_CALLER).json();
  }

  private String overHttp(FunctionUrlEvent call) {
    if (!call.method().equals("POST")) {
      return response(405, EnqueueAnswer.refused("method", "must be POST").json());
    }
    String caller = call.caller() == null ? "function URL" : call.caller();
    EnqueueAnswer answer = enqueue.enqueue(call.body(), caller);
    return response(answer.httpStatus(), answer.json());
  }

  private static String response(int status, String body) {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeNumberField("statusCode", status);
          out.writeObjectFieldStart("headers");
          out.writeStringField("content-type", "application/json");
          if (status == 405) {
            out.writeStringField("allow", "POST");
          }
          out.writeEndObject();
          out.writeStringField("body", body);
          out.writeEndObject();
        });
  }
}
