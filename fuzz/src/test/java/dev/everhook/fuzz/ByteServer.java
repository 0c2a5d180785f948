package dev.everhook.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Reads the head of a request, answers with some bytes, and closes the connection. */
final class ByteServer implements AutoCloseable {
  private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

  private final ServerSocket socket;

  private ByteServer(ServerSocket socket) {
    this.socket = socket;
  }

  static ByteServer answering(byte[] answer) throws IOException {
    ByteServer server = new ByteServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(() -> server.answer(answer));
    return server;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/refresh");
  }

  private void answer(byte[] answer) {
    try (Socket connection = socket.accept()) {
      readHead(connection.getInputStream());
      connection.getOutputStream().write(answer);
      connection.shutdownOutput();
      // Until the client closes too: closed before, the connection could be reset under its hands.
      connection.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The client has gone; what it made of the answer is what counts.
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int last = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      last = last << 8 | next;
      if (last == END_OF_HEAD) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
