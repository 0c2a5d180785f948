package dev.everhook.embedded.loopback;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.regex.Pattern;

/** Makes HTTP servers that this machine alone can reach. */
public final class LoopbackServer {
  private static final Pattern LOOPBACK =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);

  static {
    // Without it, an exchange on a kept-alive connection waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private LoopbackServer() {}

  /**
   * A server that is not started yet.
   *
   * @param port 0 for a free one
   * @throws PortInUseException if the port is taken
   */
  public static HttpServer bind(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new PortInUseException(port, e);
    }
  }

  /** Where a server is reached. */
  public static URI endpoint(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Whether a program on this machine asks. A page in a browser can send requests to loopback too,
   * under its own origin or a name of its own that leads here. Of a {@code GET} an old browser says
   * nothing by which to tell: it must not change anything.
   */
  public static boolean isFromProgram(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String host = headers.getFirst("Host");
    return host != null
        && LOOPBACK.matcher(host).matches()
        && headers.keySet().stream()
            .noneMatch(name -> name.equals("Origin") || name.startsWith("Sec-fetch-"));
  }
}
