package dev.everhook.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of raw sockets on loopback that does to each connection what it is told, right or wrong.
 * Each connection has a thread of its own and ends with its behaviour.
 */
final class FaultyServer implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final ServerSocket listener;
  private final String scheme;
  private final Behaviour behaviour;
  private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = new HashSet<>();
  private int accepted;

  /** What happens to one connection; returns when the server is to close it. */
  @FunctionalInterface
  interface Behaviour {
    void serve(Conversation connection) throws IOException;
  }

  /** A server of plain HTTP. */
  FaultyServer(Behaviour behaviour) {
    this("http", listener(), behaviour);
  }

  FaultyServer(String scheme, ServerSocket listener, Behaviour behaviour) {
    this.scheme = scheme;
    this.listener = listener;
    this.behaviour = behaviour;
    Thread.ofVirtual().name("faulty-server").start(this::accept);
  }

  /** A listener on a free port. */
  static ServerSocket listener() {
    try {
      return listener(InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A listener on a free port of that address. */
  static ServerSocket listener(InetAddress address) throws IOException {
    return new ServerSocket(0, 1_000, address);
  }

  /** A server that gives each request the answer {@code head}, and {@code body} after it. */
  static FaultyServer answering(String head, String body) {
    return new FaultyServer(
        connection -> {
          while (connection.readRequest()) {
            connection.answer(head, body);
          }
        });
  }

  URI url() {
    InetAddress address = listener.getInetAddress();
    String host = address instanceof Inet6Address ? "[::1]" : address.getHostAddress();
    return URI.create(
        scheme + "://" + host + ":" + listener.getLocalPort() + "/functions/v1/refresh-watch");
  }

  /** The requests that were read, in the order in which their reading ended. */
  List<HttpRequest> requests() {
    return requests;
  }

  /** The only request that was read. */
  HttpRequest request() {
    if (requests.size() != 1) {
      throw new AssertionError("not one request but " + requests);
    }
    return requests.getFirst();
  }

  /** How many connections were made so far. */
  synchronized int connections() {
    return accepted;
  }

  /** Waits until every connection has ended, and says whether that came to pass. */
  synchronized boolean awaitAllEnded() throws InterruptedException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!open.isEmpty() && System.nanoTime() < end) {
      wait(LONGEST_WAIT.toMillis());
    }
    return open.isEmpty();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        opened(socket);
        Thread.ofVirtual().name("faulty-connection").start(() -> serve(socket));
      } catch (IOException e) {
        // Closed, or out of sockets, which the test will notice.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      behaviour.serve(new Conversation(socket, requests));
    } catch (IOException e) {
      // The client went away.
    } finally {
      ended(socket);
    }
  }

  private synchronized void opened(Socket socket) {
    open.add(socket);
    accepted++;
  }

  private synchronized void ended(Socket socket) {
    open.remove(socket);
    notifyAll();
  }

  @Override
  public synchronized void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
