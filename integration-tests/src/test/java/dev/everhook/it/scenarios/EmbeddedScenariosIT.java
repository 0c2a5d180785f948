package dev.everhook.it.scenarios;

import java.nio.file.Path;

/** {@code everhook up}, as a process of its own. */
class EmbeddedScenariosIT extends Scenarios {
  @Override
  Backend start(Path folder) throws Exception {
    return new EmbeddedBackend(folder);
  }
}
