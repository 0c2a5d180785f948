package dev.everhook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks a function of a run and prints its answer. */
abstract class FunctionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Override
  public final Integer call() throws IOException {
    check();
    PrintWriter out = spec().commandLine().getOut();
    PrintWriter err = spec().commandLine().getErr();
    try (EmbeddedFunctions functions = EmbeddedFunctions.of(data.folder())) {
      return ask(functions, json, out, err);
    }
  }

  /**
   * Says what is wrong with the options; nothing has been asked yet.
   *
   * @throws picocli.CommandLine.ParameterException naming the option
   */
  void check() {}

  /**
   * Asks, and prints the answer.
   *
   * @param asJson whether to print it as JSON
   * @return the exit status
   */
  abstract int ask(EmbeddedFunctions functions, boolean asJson, PrintWriter out, PrintWriter err)
      throws IOException;

  /** What picocli knows of this command. */
  final CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli alone makes and runs commands");
    }
    return spec;
  }
}
