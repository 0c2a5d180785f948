package dev.everhook.worker;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The threads of this JVM, virtual ones as well. */
final class ThreadDump {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private ThreadDump() {}

  /** Looks until no thread of that name is left, and says whether that came to pass. */
  static boolean awaitNone(String name) throws IOException {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (taken().contains('"' + name + '"')) {
      if (System.nanoTime() > end) {
        return false;
      }
    }
    return true;
  }

  private static String taken() throws IOException {
    Path folder = Files.createTempDirectory("everhook-threads");
    Path file = folder.resolve("threads.txt");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      return Files.readString(file);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
