package dev.everhook.cli;

import dev.everhook.core.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code everhook} command: runs the pipeline on this machine, and talks to it. */
@Command(
    name = "everhook",
    description = "Calls a webhook on a schedule and never loses a call.",
    mixinStandardHelpOptions = true,
    versionProvider = Everhook.ReleaseVersion.class,
    subcommands = {UpCommand.class, EnqueueCommand.class, DlqCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  everhook up                                   with a sample receiver",
      "  everhook up WebhookUrl=https://example.com/functions/v1/refresh-watch",
      "  everhook enqueue --reason 'new customer'",
      "  everhook dlq list",
      "",
      "Exit status: 0 done; 1 not done, or not all of it; 2 wrong input."
    })
public final class Everhook {
  /** Done. */
  static final int DONE = 0;

  /** Not done, or not all of it. */
  static final int FAILED = 1;

  /** Wrong input: nothing was done. */
  static final int WRONG_INPUT = 2;

  private Everhook() {}

  /** Runs the command line and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, as {@code main} runs it. */
  static CommandLine commandLine() {
    return new CommandLine(new Everhook())
        .setExecutionExceptionHandler(new PlainErrors())
        .setUsageHelpWidth(80)
        .setUsageHelpAutoWidth(false)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  static final class ReleaseVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Everhook " + Version.CURRENT};
    }
  }
}
