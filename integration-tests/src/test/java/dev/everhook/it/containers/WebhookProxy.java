package dev.everhook.it.containers;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import org.testcontainers.containers.Network;
import org.testcontainers.toxiproxy.ToxiproxyContainer;

/** Toxiproxy between the worker and a webhook on this machine. */
public final class WebhookProxy implements AutoCloseable {
  /** Where the worker finds the webhook. */
  public static final String HOST = "webhook";

  /** The first of the ports that the container opens for proxies. */
  public static final int PORT = 8666;

  private static final String THIS_MACHINE = "receiver";

  private final ToxiproxyContainer toxiproxy;
  private final Proxy proxy;

  /**
   * @param port the webhook's, on this machine
   */
  @SuppressWarnings("resource")
  public WebhookProxy(Network network, int port) throws IOException {
    toxiproxy =
        new ToxiproxyContainer(Images.TOXIPROXY)
            .withNetwork(network)
            .withNetworkAliases(HOST)
            // Docker's own word for the machine that it runs on.
            .withExtraHost(THIS_MACHINE, "host-gateway");
    toxiproxy.start();
    proxy =
        new ToxiproxyClient(toxiproxy.getHost(), toxiproxy.getControlPort())
            .createProxy("webhook", "0.0.0.0:" + PORT, THIS_MACHINE + ":" + port);
  }

  /** Refuses connections, and ends those that are open. */
  public void cut() throws IOException {
    proxy.disable();
  }

  /** Accepts connections again. */
  public void restore() throws IOException {
    proxy.enable();
  }

  @Override
  public void close() {
    toxiproxy.stop();
  }
}
