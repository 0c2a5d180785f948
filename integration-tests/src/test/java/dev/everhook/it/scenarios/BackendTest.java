package dev.everhook.it.scenarios;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * One backend, started once for all scenarios of a class. They run at the same time, since most of
 * their time is waiting, but for those that stop a part of the backend.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(SharedFirst.class)
abstract class BackendTest {
  /** Shared by scenarios that leave the backend as it is, and held alone by the others. */
  static final String BACKEND = "backend";

  @RegisterExtension final CannotList cannotList = new CannotList(this::backend);

  private @Nullable Backend started;

  /** Why there is no such backend here; empty where there is one. */
  Optional<String> absence() throws InterruptedException {
    return Optional.empty();
  }

  /** Starts the backend. */
  abstract Backend start(Path folder) throws Exception;

  @BeforeAll
  void startBackend(@TempDir Path folder) throws Exception {
    Optional<String> absence = absence();
    if (absence.isPresent()) {
      cannotList.addAll(getClass(), absence.get());
      abort(absence.get());
    }
    started = start(folder);
  }

  @AfterAll
  void closeBackend() throws Exception {
    if (started != null) {
      started.close();
    }
  }

  final Backend backend() {
    if (started == null) {
      throw new IllegalStateException("the backend is not started");
    }
    return started;
  }
}
