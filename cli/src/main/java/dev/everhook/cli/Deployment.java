package dev.everhook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * One Everhook, in AWS or on this machine: its functions, and the mapping that feeds its worker.
 * Both are reached by the same two APIs of Lambda.
 */
final class Deployment implements AutoCloseable {
  /** The longest {@code requestedBy} that the redrive function takes. */
  private static final int LONGEST_IDENTITY = 640;

  private final DeploymentNames names;
  private final Path bulkFolder;
  private final Supplier<String> identity;
  private final LambdaClient lambda;
  private final FunctionCaller caller;

  /**
   * @param bulkFolder where unfinished bulk enqueues of this deployment are noted
   * @param identity who the operator is, for the record; asked when it is needed
   * @param lambda closed with this deployment
   */
  Deployment(
      DeploymentNames names, Path bulkFolder, Supplier<String> identity, LambdaClient lambda) {
    this.names = names;
    this.bulkFolder = bulkFolder;
    this.identity = identity;
    this.lambda = lambda;
    this.caller = new FunctionCaller(lambda);
  }

  /** What a person calls it. */
  String title() {
    return names.title();
  }

  /** Where its unfinished bulk enqueues are noted. */
  Path bulkFolder() {
    return bulkFolder;
  }

  /** Who the operator is: an IAM identity, or a user of this machine. */
  String requestedBy() {
    String name = identity.get();
    return name.length() > LONGEST_IDENTITY ? name.substring(0, LONGEST_IDENTITY) : name;
  }

  /** Invokes the enqueue function. */
  String enqueue(String event) {
    return caller.invoke(names.enqueue(), event);
  }

  /** Invokes the redrive function, which answers everything that operators ask. */
  String ask(JsonNode request) {
    return caller.invoke(names.redrive(), request.toString());
  }

  /** Invokes the redrive function and reads its answer. */
  <T> T ask(JsonNode request, Class<T> answer) {
    return Answers.read(ask(request), answer);
  }

  /** What feeds its worker. */
  Consumption consumption() {
    return new Consumption(lambda, names);
  }

  @Override
  public void close() {
    lambda.close();
  }
}
