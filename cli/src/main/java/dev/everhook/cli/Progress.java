package dev.everhook.cli;

/** Shows how far something is, beside the answer. */
interface Progress extends AutoCloseable {
  /** The total of something of which nobody knows how much there is. */
  long UNKNOWN = -1;

  /** Says how many are done by now. */
  void at(long done);

  @Override
  void close();

  /**
   * A bar on a terminal, and a line every few seconds elsewhere.
   *
   * @param task what is being done, in a word, such as {@code moved}
   * @param total how many there are, or {@link #UNKNOWN}
   */
  static Progress show(String task, long total, Output output, Surroundings surroundings) {
    return surroundings.isInteractive()
        ? new ProgressOnTerminal(task, total, output.err())
        : new ProgressInLines(task, total, output.err(), surroundings.clock());
  }
}
