package dev.everhook.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** Makes HTTP servers that this machine alone can reach. */
final class LoopbackServer {
  static {
    // Without it, an exchange on a kept-alive connection waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private LoopbackServer() {}

  /**
   * @param port 0 for a free one
   * @throws IOException if the port is taken, naming it and the option that chooses another
   */
  static HttpServer bind(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new IOException(
          "Port %d is in use. Choose other ports with --port; 0 picks free ones.".formatted(port),
          e);
    }
  }

  static URI endpoint(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
