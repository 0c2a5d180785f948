package dev.everhook.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a CPU a function has: one whole, and after its init the share of its memory.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">1,769 MB
 *     have one CPU</a>
 */
enum Cpu {
  WHOLE("one CPU", 0),
  SHARE_OF_512_MB("512 MB's share", 512 * 100 / 1_769);

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final String NAME = "everhook-cold-start";

  /** Lambda's own is as long, in microseconds. */
  private static final int PERIOD = 20_000;

  private final String title;
  private final int percent;

  Cpu(String title, int percent) {
    this.title = title;
    this.percent = percent;
  }

  String title() {
    return title;
  }

  /** What is put before a command, so that it has the last CPU alone. */
  static List<String> pinned() {
    return List.of(
        "taskset", "-c", Integer.toString(Runtime.getRuntime().availableProcessors() - 1));
  }

  /** Why it cannot be had here; null where it can. */
  @Nullable String problem() {
    if (!onPath("taskset")) {
      return "there is no taskset";
    }
    if (percent == 0) {
      return null;
    }
    try {
      Files.createDirectories(group());
      unlimited();
      return null;
    } catch (IOException e) {
      return "control groups cannot be written (" + e.getMessage() + ")";
    }
  }

  static boolean onPath(String command) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  /** Puts a process where its share can be cut; call it before {@link #cut}. */
  void hold(long pid) throws IOException {
    if (percent > 0) {
      unlimited();
      Files.writeString(group().resolve("cgroup.procs"), Long.toString(pid));
    }
  }

  /** Cuts the share: init is over. */
  void cut() throws IOException {
    if (percent > 0) {
      limit(Integer.toString(PERIOD * percent / 100));
    }
  }

  private static void unlimited() throws IOException {
    limit(isVersion2() ? "max" : "-1");
  }

  private static void limit(String quota) throws IOException {
    if (isVersion2()) {
      Files.writeString(group().resolve("cpu.max"), quota + " " + PERIOD);
    } else {
      Files.writeString(group().resolve("cpu.cfs_period_us"), Integer.toString(PERIOD));
      Files.writeString(group().resolve("cpu.cfs_quota_us"), quota);
    }
  }

  private static Path group() {
    return isVersion2() ? GROUPS.resolve(NAME) : GROUPS.resolve("cpu").resolve(NAME);
  }

  private static boolean isVersion2() {
    return Files.exists(GROUPS.resolve("cgroup.controllers"));
  }

  /** Removes what {@link #hold} made. */
  static void clean() throws IOException {
    Files.deleteIfExists(group());
  }
}
