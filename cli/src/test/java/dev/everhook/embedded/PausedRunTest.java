package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.embedded.sqs.DataFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

class PausedRunTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private EmbeddedRun start(RunOptions.LogFormat format) throws IOException {
    return EmbeddedRun.start(
        new RunOptions(
            folder,
            0,
            format,
            null,
            null,
            List.of("ScheduleState=DISABLED"),
            Map.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8)));
  }

  private LambdaClient lambda() throws IOException {
    return LambdaClient.builder()
        .endpointOverride(DataFolder.running(folder).orElseThrow().invoke())
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_paused_run_says_so_until_it_is_resumed() throws IOException {
    try (var _ = start(RunOptions.LogFormat.JSON);
        LambdaClient lambda = lambda()) {
      assertThat(printed()).contains("\"paused\":false").doesNotContain("\"event\":\"paused\"");
      lambda.updateEventSourceMapping(call -> call.uuid(MappingApi.ID).enabled(false));
      assertThat(printed()).contains("\"event\":\"paused\"");
    }
    out.reset();

    try (var _ = start(RunOptions.LogFormat.TEXT);
        LambdaClient lambda = lambda()) {
      assertThat(printed())
          .contains("  paused      no call is begun until: ./everhook resume")
          .containsPattern("..:..:..  paused +no call is begun until: everhook resume");
      lambda.updateEventSourceMapping(call -> call.uuid(MappingApi.ID).enabled(true));
    }
    out.reset();

    try (var _ = start(RunOptions.LogFormat.JSON)) {
      assertThat(printed()).contains("\"paused\":false").doesNotContain("\"event\":\"paused\"");
    }
  }
}
