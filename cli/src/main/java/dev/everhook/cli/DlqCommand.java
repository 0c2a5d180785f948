package dev.everhook.cli;

import picocli.CommandLine.Command;

/** {@code everhook dlq}: what is in the dead-letter queue, and back with it. */
@Command(
    name = "dlq",
    description = "Shows dead letters, and puts them back on the refresh queue.",
    mixinStandardHelpOptions = true,
    subcommands = {DlqListCommand.class, DlqRedriveCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {"  everhook dlq list", "  everhook dlq redrive --limit 1"})
final class DlqCommand {}
