package dev.everhook.embedded.sqs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
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

/**
 * ElasticMQ's server. It has no place for a check of who calls, and a page in a browser can call
 * whatever listens on loopback at a port that it knows or finds: so this one listens where no page
 * finds it, at one of 16 million addresses of loopback, and {@link SqsFront} is what is known.
 */
final class SqsEndpoint {
  static final String REGION = "us-east-1";
  static final String ACCOUNT = "000000000000";

  private static final SecureRandom RANDOM = new SecureRandom();

  /** How long a request may take to end on its own when the server closes; a long poll will not. */
  private static final Duration GRACE = Duration.ofMillis(200);

  private final ServerBinding binding;

  private SqsEndpoint(ServerBinding binding) {
    this.binding = binding;
  }

  /**
   * Listens.
   *
   * @param known where its queues are said to be
   */
  static SqsEndpoint open(ActorSystem system, ActorRef queueManager, ActorRef journal, URI known)
      throws IOException {
    try {
      return open(system, queueManager, journal, known, anyLoopback());
    } catch (BindException e) {
      // Not every system has all of loopback.
      return open(system, queueManager, journal, known, known.getHost());
    }
  }

  private static String anyLoopback() {
    byte[] address = new byte[4];
    RANDOM.nextBytes(address);
    return "127.%d.%d.%d"
        .formatted(
            Byte.toUnsignedInt(address[1]),
            Byte.toUnsignedInt(address[2]),
            // The first and the last of a network are not for hosts.
            1 + Byte.toUnsignedInt(address[3]) % 254);
  }

  private static SqsEndpoint open(
      ActorSystem system, ActorRef queueManager, ActorRef journal, URI known, String host)
      throws IOException {
    var server =
        SQSRestServerBuilder$.MODULE$
            .withActorSystem(system)
            .withQueueManagerActor(queueManager)
            .withQueueEventListener(journal)
            .withInterface(host)
            .withPort(0)
            .withServerAddress(
                new NodeAddress(known.getScheme(), known.getHost(), known.getPort(), ""))
            .withSQSLimits(StrictSQSLimits$.MODULE$)
            .withAWSRegion(REGION)
            .withAWSAccountId(ACCOUNT)
            .start();
    try {
      return new SqsEndpoint(java(server.startFuture()).join());
    } catch (CompletionException e) {
      throw failure(e);
    }
  }

  URI uri() {
    InetSocketAddress address = binding.localAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** Takes no more requests and ends those that run. */
  CompletableFuture<?> close() {
    unregisterMetrics();
    return java(binding.terminate(DurationConverters.toScala(GRACE)));
  }

  private static IOException failure(CompletionException failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BindException unbound) {
        return unbound;
      }
    }
    return new IOException("Cannot listen: " + failure.getCause(), failure);
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
