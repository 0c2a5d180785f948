package dev.everhook.embedded;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.everhook.worker.DeliveryHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three functions of the embedded run, by name, each with the time it may take. */
public final class Functions {
  /** The enqueue function's name. */
  public static final String ENQUEUE = "everhook-enqueue";

  /** The worker's name. */
  public static final String WORKER = "everhook-worker";

  /** The redrive function's name. */
  public static final String REDRIVE = "everhook-redrive";

  /** A name, or the end of an ARN, with or without a qualifier. */
  private static final Pattern NAME =
      Pattern.compile("(?:arn:[^/]*:function:)?([A-Za-z0-9_-]+)(?::[$A-Za-z0-9_-]+)?");

  private record Registered(LambdaFunction function, Duration timeout) {}

  private final Map<String, Registered> functions = new TreeMap<>();
  private final InstantSource clock;

  Functions(InstantSource clock) {
    this.clock = clock;
  }

  void register(String name, RequestStreamHandler handler, Duration timeout) {
    register(
        name,
        (event, context) -> {
          ByteArrayOutputStream output = new ByteArrayOutputStream();
          handler.handleRequest(new ByteArrayInputStream(event), output, context);
          return output.toByteArray();
        },
        timeout);
  }

  /** The worker's event is read and its answer written as Lambda's own runtime does. */
  void register(String name, DeliveryHandler handler, Duration timeout) {
    register(name, new EventFunction(handler), timeout);
  }

  private void register(String name, LambdaFunction function, Duration timeout) {
    functions.put(name, new Registered(function, timeout));
  }

  /** The ARN of a function. */
  static String arn(String name) {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + name;
  }

  /** The name of a function that is named by itself or by its ARN, with or without a qualifier. */
  static String name(String nameOrArn) {
    Matcher matcher = NAME.matcher(nameOrArn);
    return matcher.matches() ? matcher.group(1) : nameOrArn;
  }

  /** Whether there is a function of that name. */
  boolean has(String name) {
    return functions.containsKey(name);
  }

  /** Invokes a function; empty where there is none of that name. */
  Optional<byte[]> invoke(String name, byte[] event) throws IOException {
    Registered registered = functions.get(name);
    return registered == null
        ? Optional.empty()
        : Optional.of(registered.function.invoke(event, context(name, registered)));
  }

  private Context context(String name, Registered registered) {
    return new EmbeddedContext(name, registered.timeout, clock);
  }

  private static final class EventFunction implements LambdaFunction {
    private final DeliveryHandler handler;
    private final PojoSerializer<SQSEvent> events =
        LambdaEventSerializers.serializerFor(SQSEvent.class, SQSEvent.class.getClassLoader());
    private final PojoSerializer<SQSBatchResponse> answers =
        LambdaEventSerializers.serializerFor(
            SQSBatchResponse.class, SQSBatchResponse.class.getClassLoader());

    EventFunction(DeliveryHandler handler) {
      this.handler = handler;
    }

    @Override
    public byte[] invoke(byte[] event, Context context) {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      answers.toJson(
          handler.handleRequest(events.fromJson(new ByteArrayInputStream(event)), context), output);
      return output.toByteArray();
    }
  }
}
