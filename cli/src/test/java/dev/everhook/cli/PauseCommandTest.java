package dev.everhook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseCommandTest {
  @TempDir private Path data;

  @Test
  void a_pause_waits_until_lambda_says_so_and_tells_what_it_means() throws Exception {
    try (CannedLambda lambda = CannedLambda.start(data)) {
      var ended = Command.on(data).run("pause");

      assertThat(ended.status()).isZero();
      assertThat(ended.out()).contains("9 days", "nothing is lost", "everhook resume");
      assertThat(lambda.mappingStates()).containsExactly("Enabled", "Disabling", "Disabled");

      assertThat(Command.on(data).run("resume", "--json").out())
          .isEqualTo("{\"state\":\"Enabled\"}\n");
      assertThat(lambda.mappingStates()).last().isEqualTo("Enabled");
    }
  }
}
