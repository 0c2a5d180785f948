package dev.everhook.embedded.sqs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.scaladsl.Http.ServerBinding;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.rest.sqs.SQSRestServerBuilder$;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;
import scala.jdk.javaapi.DurationConverters;
import scala.jdk.javaapi.FutureConverters;

/** The SQS API on 127.0.0.1, in front of ElasticMQ's queues. */
final class SqsEndpoint {
  static final String REGION = "us-east-1";
  static final String ACCOUNT = "000000000000";

  private static final String HOST = "127.0.0.1";

  /** How long a request may take to end on its own when the server closes; a long poll will not. */
  private static final Duration GRACE = Duration.ofMillis(200);

  private final ServerBinding binding;

  private SqsEndpoint(ServerBinding binding) {
    this.binding = binding;
  }

  /**
   * Listens.
   *
   * @param port 0 for a free one
   */
  static SqsEndpoint open(ActorSystem system, ActorRef queueManager, ActorRef journal, int port)
      throws IOException {
    var server =
        SQSRestServerBuilder$.MODULE$
            .withActorSystem(system)
            .withQueueManagerActor(queueManager)
            .withQueueEventListener(journal)
            .withInterface(HOST)
            .withPort(port)
            // A queue's URL is that of the request: right before a free port is even known.
            .withServerAddress(new NodeAddress("http", "*", 0, ""))
            .withSQSLimits(StrictSQSLimits$.MODULE$)
            .withAWSRegion(REGION)
            .withAWSAccountId(ACCOUNT)
            .start();
    try {
      return new SqsEndpoint(java(server.startFuture()).join());
    } catch (CompletionException e) {
      throw failure(port, e);
    }
  }

  URI uri() {
    return URI.create("http://" + HOST + ":" + binding.localAddress().getPort());
  }

  /** Takes no more requests and ends those that run. */
  CompletableFuture<?> close() {
    unregisterMetrics();
    return java(binding.terminate(DurationConverters.toScala(GRACE)));
  }

  private static IOException failure(int port, CompletionException failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BindException) {
        return new PortInUseException(port, t);
      }
    }
    return new IOException("Cannot listen on port " + port + ": " + failure.getCause(), failure);
  }

  /** ElasticMQ registers its queue manager and leaves it there, with all it holds. */
  private static void unregisterMetrics() {
    try {
      var server = ManagementFactory.getPlatformMBeanServer();
      var name = new ObjectName("org.elasticmq:name=Queues");
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> CompletableFuture<T> java(Future<T> future) {
    return FutureConverters.asJava(future).toCompletableFuture();
  }
}
