package dev.everhook.embedded.sqs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Another run owns the data folder. */
public final class DataFolderInUseException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Path folder;
  private final transient OptionalLong holder;

  DataFolderInUseException(Path folder, OptionalLong holder) {
    super(
        "The data folder "
            + folder
            + " is in use by "
            + (holder.isPresent() ? "process " + holder.getAsLong() : "another process"));
    this.folder = folder;
    this.holder = holder;
  }

  /** The data folder. */
  public Path folder() {
    return folder;
  }

  /** The process that owns it, if that is known. */
  public OptionalLong holder() {
    return holder;
  }
}
