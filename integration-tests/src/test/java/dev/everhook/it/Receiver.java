package dev.everhook.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** A webhook that keeps every call and answers what it is told. */
final class Receiver implements AutoCloseable {
  static final String TOKEN = "test-token-5f2c";

  private static final String PATH = "/functions/v1/refresh-watch";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpServer server;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition called = lock.newCondition();
  private final List<Call> calls = new ArrayList<>();
  private volatile ToIntFunction<Call> answer = call -> 200;

  /**
   * A call as it came.
   *
   * @param attempt the attempt's number by its header
   * @param nanos when it came
   */
  record Call(
      String method,
      String path,
      String key,
      String authorization,
      String trigger,
      int attempt,
      String body,
      long nanos) {}

  private Receiver(HttpServer server) {
    this.server = server;
  }

  static Receiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Receiver receiver = new Receiver(server);
    server.createContext("/", receiver::receive);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return receiver;
  }

  /** The parameter that leads the pipeline here. */
  String parameter() {
    return "WebhookUrl=http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  /** Answers each call with the status that {@code answer} makes of it. */
  void answers(ToIntFunction<Call> newAnswer) {
    this.answer = newAnswer;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              header(exchange, "Idempotency-Key").replace("\"", ""),
              header(exchange, "Authorization"),
              header(exchange, "Everhook-Trigger"),
              Integer.parseInt(header(exchange, "Everhook-Attempt")),
              body,
              System.nanoTime());
      int status = answer.applyAsInt(call);
      keep(call);
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** Waits; fails after a minute. */
  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private void keep(Call call) {
    lock.lock();
    try {
      calls.add(call);
      called.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The calls so far. */
  List<Call> calls() {
    lock.lock();
    try {
      return List.copyOf(calls);
    } finally {
      lock.unlock();
    }
  }

  /** The keys of the calls so far. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    calls().forEach(call -> keys.add(call.key()));
    return keys;
  }

  /** Waits until the calls are as wanted, and returns them; fails after a minute. */
  List<Call> await(String what, Predicate<List<Call>> wanted) throws InterruptedException {
    lock.lock();
    try {
      long nanos = PATIENCE.toNanos();
      while (!wanted.test(calls)) {
        if (nanos <= 0) {
          throw new AssertionError("waited in vain for " + what + "; there were " + calls);
        }
        nanos = called.awaitNanos(Math.min(nanos, TimeUnit.SECONDS.toNanos(60)));
      }
      return List.copyOf(calls);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
