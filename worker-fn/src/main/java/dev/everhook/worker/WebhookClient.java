package dev.everhook.worker;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes one HTTP call, and no other: no retry, no redirect, no cookie, no proxy and no
 * authentication that was not asked for, so that one attempt is one request and the token goes to
 * one host. Safe for use by many threads.
 */
public final class WebhookClient implements Webhook, AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final TimeValue KEPT_IDLE = TimeValue.ofSeconds(4);

  /**
   * A NAT gateway forgets a connection after 350 s of silence, and a call of five minutes is
   * silent.
   */
  private static final int KEEP_ALIVE_AFTER_SECONDS = 60;

  private static final int MOST_CONNECTIONS = 1_000;

  private final URI url;
  private final HttpHost host;
  private final KeyFormat keyFormat;
  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;

  /**
   * @param url where to POST
   * @param keyFormat how the idempotency key is written
   */
  public WebhookClient(URI url, KeyFormat keyFormat) {
    this(url, keyFormat, SystemDefaultDnsResolver.INSTANCE);
  }

  /**
   * @param names looks up the addresses of the host's name
   */
  WebhookClient(URI url, KeyFormat keyFormat, DnsResolver names) {
    this.url = url;
    this.host = HttpHost.create(url);
    this.keyFormat = keyFormat;
    this.connections = connections(names);
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .setRequestExecutor(new SentMarkingExecutor())
            .setKeepAliveStrategy((response, context) -> KEPT_IDLE)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .disableAuthCaching()
            .disableDefaultUserAgent()
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(DnsResolver names) {
    return ConnectionOpener.connections()
        .setDnsResolver(names)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                // The client's own would pass over garbage, and wait for an answer behind it.
                .responseParserFactory(new DefaultHttpResponseParserFactory())
                .build())
        .setMaxConnTotal(MOST_CONNECTIONS)
        .setMaxConnPerRoute(MOST_CONNECTIONS)
        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
        .setDefaultSocketConfig(
            SocketConfig.custom()
                .setSoKeepAlive(true)
                .setTcpKeepIdle(KEEP_ALIVE_AFTER_SECONDS)
                .setTcpKeepInterval(KEEP_ALIVE_AFTER_SECONDS)
                .setTcpNoDelay(true)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(CONNECT)
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build())
        .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
        .build();
  }

  @Override
  public CallResult call(WebhookCall call, WebhookSecret secret, Duration timeout) {
    byte[] body = call.body();
    HttpPost post = new HttpPost(url);
    WebhookHeaders.of(call, body, secret, keyFormat).forEach(post::setHeader);
    post.setEntity(
        new ByteArrayEntity(body, body.length == 0 ? null : ContentType.APPLICATION_JSON));
    post.setConfig(
        RequestConfig.custom()
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .setExpectContinueEnabled(false)
            .setConnectionRequestTimeout(CONNECT)
            .setResponseTimeout(Timeout.of(timeout.plusSeconds(1)))
            .build());
    return new Exchange(client, host, post).run(timeout);
  }

  @Override
  public void dropIdleConnections() {
    connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
