package dev.everhook.infra;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Lambda function of a stack.
 *
 * @param name its logical name
 * @param handler the class of its handler
 * @param zip its code, as a path from the folder of the template
 * @param memory in MB
 * @param timeout after which it is stopped, whatever it does
 * @param environment its variables
 */
public record FunctionResource(
    String name,
    String handler,
    String zip,
    int memory,
    Duration timeout,
    Map<String, String> environment) {

  /** The type of its resource. */
  public static final String TYPE = "AWS::Lambda::Function";

  public FunctionResource {
    environment = Map.copyOf(environment);
  }

  static FunctionResource of(Resource resource) {
    Map<String, String> environment = new LinkedHashMap<>();
    resource
        .map("Environment", "Variables")
        .forEach((name, value) -> environment.put(name.toString(), value.toString()));
    return new FunctionResource(
        resource.name(),
        resource.text("Handler"),
        resource.text("Code"),
        resource.number("MemorySize"),
        Duration.ofSeconds(resource.number("Timeout")),
        environment);
  }
}
