package dev.everhook.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections, and closes one whose call is over by then: a look-up of a name goes on behind
 * the deadline, and the client would forget the socket that it opens after it.
 */
final class ConnectionOpener extends DefaultHttpClientConnectionOperator {
  private ConnectionOpener(
      SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tlsStrategy) {
    super(
        ports,
        names,
        RegistryBuilder.<TlsSocketStrategy>create()
            .register(URIScheme.HTTPS.id, tlsStrategy)
            .build());
  }

  /** A builder of connections that are opened so. */
  static PoolingHttpClientConnectionManagerBuilder connections() {
    return new PoolingHttpClientConnectionManagerBuilder() {
      @Override
      protected HttpClientConnectionOperator createConnectionOperator(
          SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tlsStrategy) {
        return new ConnectionOpener(ports, names, tlsStrategy);
      }
    };
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      @Nullable NamedEndpoint endpointName,
      @Nullable Path unixDomainSocket,
      @Nullable InetSocketAddress localAddress,
      @Nullable Timeout timeout,
      SocketConfig socketConfig,
      @Nullable Object attachment,
      HttpContext context)
      throws IOException {
    super.connect(
        connection,
        host,
        endpointName,
        unixDomainSocket,
        localAddress,
        timeout,
        socketConfig,
        attachment,
        context);
    if (context.getAttribute(Exchange.ATTRIBUTE) instanceof Exchange exchange
        && exchange.isOver()) {
      connection.getSocket().close();
    }
  }
}
