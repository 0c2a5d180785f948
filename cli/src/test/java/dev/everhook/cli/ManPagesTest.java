package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class ManPagesTest {
  static Stream<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    collect(Everhook.commandLine(), all);
    return all.stream();
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(one -> collect(one, all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_page_has_purpose_examples_and_exit_statuses_and_fits_80_columns(CommandLine command) {
    String page = command.getUsageMessage(Ansi.OFF);

    assertThat(page)
        .startsWith("NAME\n  " + command.getCommandSpec().qualifiedName() + " - ")
        .contains("\nSYNOPSIS\n", "\nDESCRIPTION\n", "\nOPTIONS\n", "\nEXAMPLES\n")
        .contains("\nEXIT STATUS\n", "1   not done, or not all of it");
    assertThat(page.lines().toList())
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
  }

  @Test
  void every_command_that_asks_takes_the_target_and_json() {
    assertThat(commands().filter(one -> one.getCommand() instanceof FunctionCommand))
        .hasSize(13)
        .allSatisfy(
            command ->
                assertThat(command.getCommandSpec().optionsMap())
                    .containsKeys("--stack", "--profile", "--region", "--data", "--json"));
  }

  @Test
  void help_shows_the_page_of_the_command_that_it_is_asked_for() {
    assertThat(Command.withoutTarget().run("help", "dlq", "redrive").out())
        .startsWith("NAME\n  everhook dlq redrive - ");
    assertThat(Command.withoutTarget().run("dlq", "help", "redrive").out())
        .startsWith("NAME\n  everhook dlq redrive - ");
    assertThat(Command.withoutTarget().run("help").out()).startsWith("NAME\n  everhook - ");
  }

  @Test
  void help_for_a_command_that_is_not_there_is_wrong_input() {
    var ended = Command.withoutTarget().run("help", "dlq", "redirve");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("everhook dlq has no command redirve");
  }

  @Test
  void help_and_completion_name_every_command() {
    assertThat(Command.withoutTarget().run("help", "dlq").out()).contains("redrive", "restore");
    var completion = Command.withoutTarget().run("generate-completion");

    assertThat(completion.status()).isZero();
    assertThat(completion.out()).contains("_complete_everhook", "--new-generation", "deliveries");
  }
}
