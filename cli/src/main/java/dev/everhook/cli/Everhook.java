package dev.everhook.cli;

import dev.everhook.core.Version;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code everhook} command: runs the pipeline on this machine, and talks to it. */
@Command(
    name = "everhook",
    header = "calls a webhook on a schedule and never loses a call",
    description =
        "Runs the pipeline on this machine (up), and talks to it there or, with --stack, in AWS."
            + " Every command takes --stack NAME, with --profile and --region as the AWS CLI has"
            + " them, or --data DIR, for an embedded run that has another data folder than"
            + " .everhook under your home folder. Every command prints JSON with --json.",
    versionProvider = Everhook.ReleaseVersion.class,
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      DeliveriesCommand.class,
      EnqueueCommand.class,
      DlqCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      TailCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  everhook up",
      "  everhook status",
      "  everhook enqueue --reason 'new customer'",
      "  everhook dlq redrive --reason exhausted --canary",
      "  everhook status --stack everhook --profile ops --region eu-central-1"
    })
public final class Everhook {
  /** Done. */
  static final int DONE = 0;

  /** Not done, or not all of it. */
  static final int FAILED = 1;

  /** Wrong input: nothing was done. */
  static final int WRONG_INPUT = 2;

  private final Surroundings surroundings;

  private Everhook(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs the command line and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /**
   * Runs the command line in this process, which goes on.
   *
   * @param out takes the answer
   * @param err takes problems, questions and progress
   * @return the exit status
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return commandLine().setOut(out).setErr(err).execute(arguments);
  }

  /** The command line, as {@code main} runs it. */
  static CommandLine commandLine() {
    return commandLine(Surroundings.ofThisProcess());
  }

  /** The command line, with what its commands find around them. */
  static CommandLine commandLine(Surroundings surroundings) {
    CommandLine commandLine =
        new CommandLine(new Everhook(surroundings))
            .setExecutionExceptionHandler(new PlainErrors())
            .setParameterExceptionHandler(new PlainUsage())
            .setUsageHelpWidth(Output.COLUMNS)
            .setUsageHelpAutoWidth(false)
            .setCaseInsensitiveEnumValuesAllowed(true);
    ManPages.arrange(commandLine);
    return commandLine;
  }

  /** What commands find around them. */
  Surroundings surroundings() {
    return surroundings;
  }

  static final class ReleaseVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Everhook " + Version.CURRENT};
    }
  }
}
