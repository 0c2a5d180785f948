package dev.everhook.it.lambda;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Lambda knows of a function.
 *
 * @param handler the class of its handler
 * @param taskRoot the folder with its unpacked zip
 * @param memory in MB
 * @param environment all its variables
 * @param jvmFlags flags for the JVM, after those of the managed runtime
 */
public record FunctionSetup(
    String handler,
    Path taskRoot,
    int memory,
    Map<String, String> environment,
    List<String> jvmFlags) {

  public FunctionSetup {
    environment = Map.copyOf(environment);
    jvmFlags = List.copyOf(jvmFlags);
  }

  /** The same with further flags for the JVM. */
  public FunctionSetup with(String... flags) {
    return new FunctionSetup(handler, taskRoot, memory, environment, List.of(flags));
  }

  /** The same without a variable. */
  public FunctionSetup without(String variable) {
    Map<String, String> others = new HashMap<>(environment);
    others.remove(variable);
    return new FunctionSetup(handler, taskRoot, memory, others, jvmFlags);
  }
}
