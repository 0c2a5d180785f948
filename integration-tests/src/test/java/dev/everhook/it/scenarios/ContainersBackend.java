package dev.everhook.it.scenarios;

import dev.everhook.it.Receiver;
import dev.everhook.it.containers.FlociServices;
import dev.everhook.it.containers.LambdaContainer;
import dev.everhook.it.containers.WebhookProxy;
import dev.everhook.it.lambda.LocalAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.testcontainers.containers.Network;

/** The stack in containers on one network, and the webhook on this machine. */
final class ContainersBackend extends HostedStack {
  private final Network network;
  private final WebhookProxy proxy;

  private ContainersBackend(
      Receiver receiver, LocalAccount account, Network network, WebhookProxy proxy)
      throws IOException {
    super(
        receiver,
        account,
        name -> new LambdaContainer(account.setup(name), account.timeout(name), network));
    this.network = network;
    this.proxy = proxy;
  }

  static ContainersBackend start(Path folder) throws IOException {
    Network network = Network.newNetwork();
    Receiver receiver = Receiver.startForAll(0);
    WebhookProxy proxy = new WebhookProxy(network, receiver.port());
    Map<String, String> parameters = new HashMap<>(PARAMETERS);
    parameters.put("WebhookUrl", Receiver.url(WebhookProxy.HOST, WebhookProxy.PORT));
    // The worker and the webhook are on two machines here.
    parameters.put("AllowPlainHttp", "true");
    LocalAccount account =
        new LocalAccount(folder, new FlociServices(network), Receiver.TOKEN, parameters);
    return new ContainersBackend(receiver, account, network, proxy);
  }

  @Override
  public void webhookGoesDown() throws IOException {
    proxy.cut();
  }

  @Override
  public void webhookComesBack() throws IOException {
    proxy.restore();
  }

  @Override
  public void close() throws IOException {
    super.close();
    proxy.close();
    network.close();
  }
}
