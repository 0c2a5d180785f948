package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others' tools find wrong; skipped, and said so, where a tool is not installed. */
class LintTest {

  /** What is left out has its reason in the template's metadata. */
  @Test
  void cfn_lint_finds_nothing_with_its_informational_checks_on()
      throws IOException, InterruptedException {
    assertThat(output("cfn-lint", "--include-checks", "I", "--template", "everhook.yaml"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy", "destroy", "common.bash"})
  void shellcheck_finds_nothing(String script) throws IOException, InterruptedException {
    assertThat(output("shellcheck", "--external-sources", "infra/" + script)).isEmpty();
  }

  private static String output(String... command) throws IOException, InterruptedException {
    assumeThat(isInstalled(command[0])).as(command[0] + " is installed").isTrue();
    Path folder = Path.of(command[0].equals("shellcheck") ? ".." : ".");
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  static boolean isInstalled(String tool) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
