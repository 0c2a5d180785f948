package dev.everhook.worker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The server's side of one connection: the words of which a test's {@code Behaviour} is made. */
final class Conversation {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final List<HttpRequest> requests;
  private @Nullable HttpRequest last;

  Conversation(Socket socket, List<HttpRequest> requests) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.requests = requests;
    socket.setTcpNoDelay(true);
  }

  /** Reads a whole request, and keeps it; false where the client sends none any more. */
  boolean readRequest() throws IOException {
    String head = readHead();
    if (head.isEmpty()) {
      return false;
    }
    HttpRequest request = HttpRequest.parse(head, new byte[0]);
    byte[] body = in.readNBytes(Integer.parseInt(request.header("Content-Length").orElse("0")));
    last = HttpRequest.parse(head, body);
    requests.add(last);
    return true;
  }

  private String readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Reads the first byte of a request. */
  void readOneByte() throws IOException {
    if (in.read() < 0) {
      throw new IOException("not a byte came");
    }
  }

  /** The request that was read last. */
  HttpRequest request() {
    if (last == null) {
      throw new AssertionError("no request was read");
    }
    return last;
  }

  /** Writes a whole answer: {@code head} is its status and headers, without its length. */
  void answer(String head, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    write("HTTP/1.1 " + head + "\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body);
  }

  /** Writes this text as it stands. */
  void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Writes this text over and over, as long as the client takes it. */
  void writeForever(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    while (true) {
      out.write(bytes);
    }
  }

  /** Writes as fast as the client takes it; returns the bytes that it took before it went away. */
  long writeUpTo(long bytes) throws IOException {
    // Else it would not be the client's appetite that shows, but the size of our buffer.
    socket.setSendBufferSize(16 * 1024);
    byte[] block = "x".repeat(8 * 1024).getBytes(StandardCharsets.UTF_8);
    long written = 0;
    try {
      while (written < bytes) {
        int next = (int) Math.min(block.length, bytes - written);
        out.write(block, 0, next);
        written += next;
      }
    } catch (IOException e) {
      // It went away.
    }
    return written;
  }

  /** Writes this character once in {@code millis}, as long as the client takes it. */
  void drip(char character, long millis) throws IOException {
    do {
      write(String.valueOf(character));
    } while (!ended(new CountDownLatch(1), millis));
  }

  /** Says nothing until the client goes away. */
  void stayForever() throws IOException {
    while (in.read() >= 0) {
      // Whatever else it says.
    }
  }

  /** Breaks the connection, instead of ending it. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Waits for a latch of the test, which holds this connection until then. */
  void await(CountDownLatch latch) throws IOException {
    if (!ended(latch, 20_000)) {
      throw new IOException("waited too long");
    }
  }

  private static boolean ended(CountDownLatch latch, long millis) throws IOException {
    try {
      return latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
