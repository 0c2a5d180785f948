package dev.everhook.it.scenarios;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stack in AWS, made for this: its webhook leads to a port of this machine, and its parameters
 * are those of {@link Backend#PARAMETERS}.
 */
class AccountScenariosIT extends Scenarios {
  /** The stack's name. */
  private static final String STACK = "EVERHOOK_STACK";

  /** The port of this machine that the stack's webhook leads to. */
  private static final String PORT = "EVERHOOK_RECEIVER_PORT";

  @Override
  Optional<String> absence() {
    return Stream.of(STACK, PORT)
        .filter(variable -> System.getenv(variable) == null)
        .map(variable -> variable + " is not set: a deployed stack is only used on request")
        .findFirst();
  }

  @Override
  Backend start(Path folder) throws Exception {
    return new AccountBackend(
        requireNonNull(System.getenv(STACK)),
        Integer.parseInt(requireNonNull(System.getenv(PORT))));
  }
}
