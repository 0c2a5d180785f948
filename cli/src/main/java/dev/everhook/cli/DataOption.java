package dev.everhook.cli;

import dev.everhook.embedded.RunOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names an embedded run: its data folder. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder of the embedded run. Default: .everhook under your home folder.")
  private @Nullable Path data;

  Path folder() {
    return data == null ? RunOptions.defaultData() : data;
  }
}
