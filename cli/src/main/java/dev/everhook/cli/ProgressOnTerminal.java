package dev.everhook.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with the rate and the time left. */
final class ProgressOnTerminal implements Progress {
  private static final int REDRAWN_EACH_MILLIS = 200;

  private final ProgressBar bar;

  ProgressOnTerminal(String task, long total, PrintWriter err) {
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REDRAWN_EACH_MILLIS)
            .setMaxRenderedLength(Output.COLUMNS - 1)
            .setConsumer(new LastLine(err))
            .showSpeed()
            .build();
  }

  @Override
  public void at(long done) {
    bar.stepTo(done);
  }

  @Override
  public void close() {
    bar.close();
  }

  /** Draws over the last line of the terminal. */
  private record LastLine(PrintWriter err) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return Output.COLUMNS - 1;
    }

    @Override
    public void accept(String line) {
      err.print("\r" + line);
      err.flush();
    }

    @Override
    public void clear() {
      err.print("\r" + " ".repeat(Output.COLUMNS - 1) + "\r");
    }

    @Override
    public void close() {
      err.println();
      err.flush();
    }
  }
}
