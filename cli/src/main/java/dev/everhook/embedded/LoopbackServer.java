package dev.everhook.embedded;

import com.sun.net.httpserver.HttpServer;
import dev.everhook.embedded.sqs.PortInUseException;
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
   * @throws PortInUseException if the port is taken
   */
  static HttpServer bind(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new PortInUseException(port, e);
    }
  }

  static URI endpoint(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
