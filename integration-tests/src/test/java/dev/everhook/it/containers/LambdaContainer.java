package dev.everhook.it.containers;

import dev.everhook.it.lambda.FunctionSetup;
import dev.everhook.it.lambda.HostedFunction;
import dev.everhook.it.lambda.InvokeResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.utility.MountableFile;

/**
 * A function in AWS's own image of the managed runtime, whose runtime interface emulator takes its
 * events. Started for the first event, and again after a kill.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/java-image.html#java-image-instructions">
 *     AWS's base image for Java</a>
 */
public final class LambdaContainer implements HostedFunction {
  private static final int PORT = 8080;
  private static final String PATH = "/2015-03-31/functions/function/invocations";

  private final FunctionSetup setup;
  private final Duration timeout;
  private final Network network;
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile @Nullable GenericContainer<?> container;

  /**
   * @param timeout after which the emulator stops it
   */
  public LambdaContainer(FunctionSetup setup, Duration timeout, Network network) {
    this.setup = setup;
    this.timeout = timeout;
    this.network = network;
  }

  @Override
  public InvokeResult invoke(String event) throws IOException {
    GenericContainer<?> running = running();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://%s:%d%s"
                        .formatted(running.getHost(), running.getMappedPort(PORT), PATH)))
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    try {
      return result(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      stop(running);
      return new InvokeResult.Failed("Runtime.ExitError: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The emulator answers 200 in every case. */
  private static InvokeResult result(String body) {
    return body.contains("\"errorType\"") && body.contains("\"errorMessage\"")
        ? new InvokeResult.Failed(body)
        : new InvokeResult.Answered(body);
  }

  private synchronized GenericContainer<?> running() {
    GenericContainer<?> known = container;
    if (known != null) {
      return known;
    }
    GenericContainer<?> started = started();
    container = started;
    return started;
  }

  @SuppressWarnings("resource")
  private GenericContainer<?> started() {
    GenericContainer<?> made =
        new GenericContainer<>(Images.LAMBDA)
            .withNetwork(network)
            .withEnv(setup.environment())
            .withEnv("AWS_LAMBDA_FUNCTION_TIMEOUT", Long.toString(timeout.toSeconds()))
            .withCopyFileToContainer(MountableFile.forHostPath(setup.taskRoot()), "/var/task")
            .withCommand(setup.handler())
            .withExposedPorts(PORT);
    made.start();
    return made;
  }

  private synchronized void stop(GenericContainer<?> stopped) {
    stopped.stop();
    container = null;
  }

  /** The invoke at work, if there is one, fails. */
  @Override
  public void kill() {
    GenericContainer<?> known = container;
    if (known != null) {
      stop(known);
    }
  }

  @Override
  public void close() {
    kill();
    http.close();
  }
}
