package dev.everhook.embedded.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes at one folder: see {@link CrashTest}. */
final class DataFolderTest {
  private static final RunningEndpoints ENDPOINTS =
      new RunningEndpoints(
          42,
          URI.create("http://127.0.0.1:9000"),
          URI.create("http://127.0.0.1:9001"),
          URI.create("http://127.0.0.1:9001/000000000000/refresh"),
          URI.create("http://127.0.0.1:9001/000000000000/dead"));

  @TempDir Path parent;

  @Test
  void folder_is_made_for_its_owner_alone() throws IOException {
    Path path = parent.resolve("new/data");
    try (var folder = DataFolder.open(path)) {
      assertThat(folder.path()).isEqualTo(path.toRealPath());
      assertThat(Files.getPosixFilePermissions(path))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void second_opening_in_one_process_is_refused_and_leaves_the_first_its_lock() throws IOException {
    try (var folder = DataFolder.open(parent)) {
      Path otherName = Files.createSymbolicLink(parent.resolve("link"), folder.path());
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(DataFolderInUseException.class)
            .isThrownBy(() -> DataFolder.open(otherName))
            .withMessageContaining(folder.path().toString())
            .satisfies(
                e -> {
                  assertThat(e.holder()).hasValue(ProcessHandle.current().pid());
                  assertThat(e.folder()).isEqualTo(folder.path());
                });
      }
    }
    DataFolder.open(parent).close();
  }

  @Test
  void endpoints_are_found_while_their_run_lasts() throws IOException {
    assertThat(DataFolder.running(parent)).isEmpty();
    try (var folder = DataFolder.open(parent)) {
      assertThat(DataFolder.running(parent)).isEmpty();
      folder.publish(ENDPOINTS);
      assertThat(DataFolder.running(parent)).contains(ENDPOINTS);
    }
    assertThat(DataFolder.running(parent)).isEmpty();
    assertThat(DataFolder.running(parent.resolve("none"))).isEmpty();
  }

  @Test
  void endpoints_that_a_killed_run_left_are_not_taken_for_those_of_the_next() throws IOException {
    Files.writeString(parent.resolve("run.json"), ENDPOINTS.toJson());

    assertThat(DataFolder.running(parent)).isEmpty();
    try (var folder = DataFolder.open(parent)) {
      assertThat(DataFolder.running(folder.path())).isEmpty();
    }
  }

  @Test
  void endpoints_with_more_fields_than_known_are_read() throws IOException {
    String json = ENDPOINTS.toJson().replace("}", ",\"more\":{\"pid\":[1]},\"other\":null}");

    assertThat(RunningEndpoints.fromJson(json)).isEqualTo(ENDPOINTS);
  }
}
