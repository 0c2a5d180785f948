package dev.everhook.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code everhook generate-completion}. */
@Command(
    name = "generate-completion",
    header = "prints a script that completes everhook in bash and zsh",
    description = "Load the script into a shell, and Tab completes commands and options.",
    footer = {
      "  source <(everhook generate-completion)",
      "  everhook generate-completion > ~/.local/share/bash-completion/completions/everhook"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli alone makes and runs commands");
    }
    CommandLine root = spec.root().commandLine();
    root.getOut().print(AutoComplete.bash(root.getCommandName(), root));
    root.getOut().flush();
    return Everhook.DONE;
  }
}
