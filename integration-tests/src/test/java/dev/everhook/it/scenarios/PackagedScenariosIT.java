package dev.everhook.it.scenarios;

import dev.everhook.it.Receiver;
import dev.everhook.it.lambda.LambdaFunction;
import dev.everhook.it.lambda.LocalAccount;
import dev.everhook.it.lambda.LocalServices;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The functions' zips under AWS's runtime interface client, beside AWS's services in memory. */
class PackagedScenariosIT extends Scenarios {
  @Override
  Backend start(Path folder) throws Exception {
    Receiver receiver = Receiver.start();
    Map<String, String> parameters = new HashMap<>(Backend.PARAMETERS);
    parameters.put("WebhookUrl", Receiver.url("127.0.0.1", receiver.port()));
    LocalAccount account =
        new LocalAccount(
            folder, new LocalServices(folder.resolve("queues")), Receiver.TOKEN, parameters);
    return new HostedStack(
        receiver, account, name -> new LambdaFunction(account.setup(name), account.timeout(name)));
  }
}
