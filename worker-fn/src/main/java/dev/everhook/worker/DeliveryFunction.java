package dev.everhook.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What Lambda starts: {@link DeliveryHandler}, with the event read and the answer written here.
 * Lambda would do both with a binding of its own, whose thousand classes take longer to load at a
 * cold start than all the rest of the runtime.
 */
public final class DeliveryFunction implements RequestStreamHandler {
  private final DeliveryHandler handler;

  /** As Lambda makes it: from the environment, which the template writes. */
  public DeliveryFunction() {
    this(new DeliveryHandler(WorkerEnvironment.read(System.getenv())));
  }

  DeliveryFunction(DeliveryHandler handler) {
    this.handler = handler;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    SqsEventJson.write(handler.handleRequest(SqsEventJson.read(event), context), answer);
  }
}
