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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** A webhook that keeps every call and answers what it is told. */
public final class Receiver implements AutoCloseable {
  /** The token that calls carry, unless a test says otherwise. */
  public static final String TOKEN = "test-token-5f2c";

  private static final String PATH = "/functions/v1/refresh-watch";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final InetSocketAddress address;
  private final Map<String, Function<Call, Answer>> answersByKey = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition called = lock.newCondition();
  private final List<Call> calls = new ArrayList<>();
  private volatile HttpServer server;
  private volatile ToIntFunction<Call> answer = call -> 200;

  /**
   * A call as it came.
   *
   * @param attempt the attempt's number by its header
   * @param nanos when it came
   */
  public record Call(
      String method,
      String path,
      String key,
      String authorization,
      String trigger,
      int attempt,
      String body,
      long nanos) {}

  private Receiver(InetAddress host, int port) throws IOException {
    this.server = serve(new InetSocketAddress(host, port));
    this.address = server.getAddress();
  }

  /** Listens on a free port of 127.0.0.1. */
  public static Receiver start() throws IOException {
    return new Receiver(InetAddress.getLoopbackAddress(), 0);
  }

  /**
   * Listens where other machines and containers reach it.
   *
   * @param port 0 for a free one
   */
  public static Receiver startForAll(int port) throws IOException {
    return new Receiver(new InetSocketAddress(0).getAddress(), port);
  }

  private HttpServer serve(InetSocketAddress where) throws IOException {
    HttpServer started = HttpServer.create(where, 0);
    started.createContext("/", this::receive);
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.start();
    return started;
  }

  /** Its port. */
  public int port() {
    return address.getPort();
  }

  /** The parameter that leads the pipeline here. */
  public String parameter() {
    return "WebhookUrl=" + url("127.0.0.1", port());
  }

  /** The URL of a webhook at a host and port that lead here. */
  public static String url(String host, int port) {
    return "http://" + host + ":" + port + PATH;
  }

  /** Refuses connections from now on. */
  public void goDown() {
    server.stop(0);
  }

  /** Listens again, on the same port. */
  public void comeBack() throws IOException {
    server = serve(address);
  }

  /** Answers each call with the status that {@code answer} makes of it. */
  void answers(ToIntFunction<Call> newAnswer) {
    this.answer = newAnswer;
  }

  /** Answers the calls of one delivery. */
  public void answers(String key, Function<Call, Answer> newAnswer) {
    answersByKey.put(key, newAnswer);
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
      Answer made =
          answersByKey
              .getOrDefault(call.key(), other -> Answer.status(answer.applyAsInt(other)))
              .apply(call);
      keep(call);
      if (made instanceof Answer.Status(int code, var headers)) {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(code, -1);
      }
    }
  }

  /** Waits; fails after two minutes. */
  public static void await(CountDownLatch latch) {
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

  /** The calls of one delivery so far. */
  public List<Call> calls(String key) {
    return calls().stream().filter(call -> call.key().equals(key)).toList();
  }

  /** Waits until a delivery was called so often, and returns its calls; fails after two minutes. */
  public List<Call> await(String key, int count) throws InterruptedException {
    await(count + " calls of " + key, _ -> calls(key).size() >= count);
    return calls(key);
  }

  /** The keys of the calls so far. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    calls().forEach(call -> keys.add(call.key()));
    return keys;
  }

  /** Waits until the calls are as wanted, and returns them; fails after two minutes. */
  List<Call> await(String what, Predicate<List<Call>> wanted) throws InterruptedException {
    lock.lock();
    try {
      long nanos = PATIENCE.toNanos();
      while (!wanted.test(calls)) {
        if (nanos <= 0) {
          throw new AssertionError("waited in vain for " + what + "; there were " + calls);
        }
        nanos = called.awaitNanos(nanos);
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
