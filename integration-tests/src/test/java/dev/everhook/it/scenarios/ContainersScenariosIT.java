package dev.everhook.it.scenarios;

import dev.everhook.it.containers.Images;
import java.nio.file.Path;
import java.util.Optional;

/** The functions in Lambda's own image, AWS's services in Floci, Toxiproxy before the webhook. */
class ContainersScenariosIT extends Scenarios {
  @Override
  Optional<String> absence() throws InterruptedException {
    return Images.missing();
  }

  @Override
  Backend start(Path folder) throws Exception {
    return ContainersBackend.start(folder);
  }
}
