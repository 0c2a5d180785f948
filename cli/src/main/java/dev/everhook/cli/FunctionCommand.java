package dev.everhook.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks the functions of a deployment and prints what they answer. */
abstract class FunctionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TargetOptions target = new TargetOptions();

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Override
  public final Integer call() throws Exception {
    check();
    try (Deployment deployment = target.open()) {
      return run(deployment, Output.of(spec().commandLine(), json));
    }
  }

  /**
   * Says what is wrong with the options; nothing has been asked yet.
   *
   * @throws ParameterException naming the option
   */
  void check() {}

  /**
   * Asks, and prints the answer.
   *
   * @return the exit status
   */
  abstract int run(Deployment deployment, Output output) throws Exception;

  /** Refuses the options. */
  final ParameterException wrong(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  final boolean asJson() {
    return json;
  }

  /** The options that name the deployment, as a user would write them again. */
  final String target() {
    return target.written();
  }

  final Surroundings surroundings() {
    return ((Everhook) spec().root().userObject()).surroundings();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli alone makes and runs commands");
    }
    return spec;
  }
}
