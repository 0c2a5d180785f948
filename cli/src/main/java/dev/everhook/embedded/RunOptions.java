package dev.everhook.embedded;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an embedded run is started.
 *
 * @param data the folder that holds messages and state
 * @param port the Invoke API's port; the SQS API takes the next one, the sample receiver the one
 *     after; 0 for free ones
 * @param logFormat how events are written
 * @param authTokenFile the file with the token; null for the environment variable
 * @param signingSecretFile the file with the signing secrets; null for the environment variable, or
 *     none
 * @param assignments parameters as {@code Name=value}
 * @param environment the environment variables
 * @param out where events go
 */
public record RunOptions(
    Path data,
    int port,
    LogFormat logFormat,
    @Nullable Path authTokenFile,
    @Nullable Path signingSecretFile,
    List<String> assignments,
    Map<String, String> environment,
    PrintStream out) {

  public RunOptions {
    assignments = List.copyOf(assignments);
    environment = Map.copyOf(environment);
  }

  /** How events are written. */
  public enum LogFormat {
    /** One line a person reads. */
    TEXT,
    /** One line of JSON. */
    JSON
  }

  /** The data folder where none is named. */
  public static Path defaultData() {
    return Path.of(System.getProperty("user.home"), ".everhook");
  }

  int portAfter(int steps) {
    return port == 0 ? 0 : port + steps;
  }
}
