package dev.everhook.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** {@code everhook enqueue --file}: from the file to the exit status. */
record BulkCommand(Deployment deployment, Surroundings surroundings, Output output) {

  int run(Path path) throws IOException {
    BulkFile file = new BulkFile(path);
    if (file.isStandardInput()) {
      return send(file, null, Progress.UNKNOWN);
    }
    BulkFile.Contents contents = file.contents();
    BulkMarker marker = BulkMarker.open(deployment.bulkFolder(), contents.sha256());
    if (marker.isResumed()) {
      output.note(
          "An earlier run of this file broke off after line "
              + PlanPage.number(marker.linesDone())
              + "; going on there.");
      if (marker.refused() > 0) {
        output.note(PlanPage.number(marker.refused()) + " of those lines were refused by then.");
      }
    }
    return send(file, marker, contents.lines());
  }

  private int send(BulkFile file, @Nullable BulkMarker marker, long total) throws IOException {
    BulkReport report = new BulkReport(output);
    StopFlag stop = new StopFlag();
    try (Interrupt interrupt = Interrupt.asks(stop::raise)) {
      return interrupt.endsWith(end(report, marker, sendAll(file, marker, total, report, stop)));
    }
  }

  private boolean sendAll(
      BulkFile file, @Nullable BulkMarker marker, long total, BulkReport report, StopFlag stop)
      throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        BufferedReader lines = file.lines();
        Progress progress = Progress.show("lines", total, output, surroundings)) {
      return new BulkEnqueue(deployment::enqueue, threads, report, progress, marker)
          .send(lines, stop);
    }
  }

  private int end(BulkReport report, @Nullable BulkMarker marker, boolean isWhole)
      throws IOException {
    report.summary();
    if (marker != null) {
      if (isWhole) {
        marker.delete();
      } else {
        output.note("Not all lines are sent. The same command goes on where this one ended.");
      }
    }
    if (isWhole && report.isAllSent() && (marker == null || marker.refused() == 0)) {
      return Everhook.DONE;
    }
    boolean wasAllWrong =
        isWhole && report.isNothingSent() && (marker == null || !marker.isResumed());
    return wasAllWrong ? Everhook.WRONG_INPUT : Everhook.FAILED;
  }
}
