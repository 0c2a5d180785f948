package dev.everhook.cli;

import picocli.CommandLine.Command;

/** {@code everhook dlq}: what is in the dead-letter queue, and back with it. */
@Command(
    name = "dlq",
    header = "shows dead letters, and puts them back",
    description =
        "What could not be delivered lies in the dead-letter queue, each letter with its reason."
            + " Look first (list, show, plan), mend what is broken, then put it back (redrive), or"
            + " out of the way (archive).",
    subcommands = {
      DlqListCommand.class,
      DlqShowCommand.class,
      DlqPlanCommand.class,
      DlqRedriveCommand.class,
      DlqArchiveCommand.class,
      DlqRestoreCommand.class,
      DlqSweepCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  everhook dlq plan",
      "  everhook dlq redrive --reason exhausted --canary",
      "  everhook dlq archive --reason malformed"
    })
final class DlqCommand {}
