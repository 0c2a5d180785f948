package dev.everhook.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import picocli.CommandLine;

/** Runs the command in this process, at a time and a terminal of the test's own. */
final class Command {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final List<String> target;
  private final Deque<String> typed = new ArrayDeque<>();
  private final List<String> questions = new ArrayList<>();
  private boolean isInteractive;
  private Instant now = NOW;
  private Runnable onSleep = () -> {};

  /** What a command printed. */
  record Ended(int status, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  private Command(List<String> target) {
    this.target = target;
  }

  static Command on(Path data) {
    return new Command(List.of("--data", data.toString()));
  }

  static Command withoutTarget() {
    return new Command(List.of());
  }

  /** Somebody sits at a terminal, and types this. */
  Command typing(String... lines) {
    isInteractive = true;
    typed.addAll(List.of(lines));
    return this;
  }

  /** Does something each time the command waits. */
  Command onSleep(Runnable action) {
    onSleep = action;
    return this;
  }

  List<String> questions() {
    return questions;
  }

  Ended run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(target);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Everhook.commandLine(
                new Surroundings(
                    isInteractive, this::answer, (InstantSource) () -> now, this::sleep))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int status = command.execute(all.toArray(String[]::new));
    return new Ended(status, out.toString(), err.toString());
  }

  private String answer(String question) {
    questions.add(question);
    return typed.poll();
  }

  private void sleep(Duration duration) {
    now = now.plus(duration);
    onSleep.run();
  }
}
