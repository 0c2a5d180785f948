package dev.everhook.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code help}, of {@code everhook} and of {@code everhook dlq}. The library's own shows the page
 * of its first argument, whatever follows.
 */
@Command(
    name = "help",
    header = "shows the manual of a command",
    description = "Shows the page that the command itself shows with --help.",
    helpCommand = true,
    footer = {"  everhook help enqueue", "  everhook help dlq redrive"})
final class HelpCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, word by word.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    CommandLine command = Objects.requireNonNull(spec).commandLine().getParent();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new ParameterException(
            command,
            "%s has no command %s".formatted(command.getCommandSpec().qualifiedName(), word));
      }
      command = next;
    }
    command.usage(command.getOut(), command.getColorScheme());
    command.getOut().flush();
    return Everhook.DONE;
  }
}
