package dev.everhook.cli;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.embedded.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Everhook a command talks to: a stack in AWS, or the embedded run on this machine. */
final class TargetOptions {
  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "CloudFormation stack to talk to. Default: the embedded run on this machine.")
  private @Nullable String stack;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "With --stack: profile of the AWS configuration files.")
  private @Nullable String profile;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "With --stack: the stack's region. Default: as the AWS CLI finds it.")
  private @Nullable String region;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder of the embedded run. Default: .everhook under your home folder.")
  private @Nullable Path data;

  /**
   * Finds what the options name.
   *
   * @throws InvalidSettingsException if they contradict each other
   * @throws IOException if there is no such stack or run, or it cannot be asked
   */
  Deployment open() throws IOException {
    if (stack == null) {
      if (profile != null || region != null) {
        throw new InvalidSettingsException(List.of("--profile, --region: go with --stack"));
      }
      return EmbeddedDeployment.open(data == null ? RunOptions.defaultData() : data);
    }
    if (data != null) {
      throw new InvalidSettingsException(List.of("--data: does not go with --stack"));
    }
    return StackDeployment.open(stack, profile, region);
  }

  /** These options as a user would write them again; empty, or with a space in front. */
  String written() {
    StringBuilder text = new StringBuilder();
    append(text, "--stack", stack);
    append(text, "--profile", profile);
    append(text, "--region", region);
    append(text, "--data", data);
    return text.toString();
  }

  private static void append(StringBuilder text, String name, @Nullable Object value) {
    if (value != null) {
      text.append(' ').append(name).append(' ').append(value);
    }
  }
}
