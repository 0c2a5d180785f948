package dev.everhook.cli;

import java.util.ArrayList;
import java.util.List;

/** What the invokes of one command came to, together. */
final class OperationTotals {
  private long done;
  private long settled;
  private long failed;
  private long undeleted;
  private long blocked;
  private long malformed;
  private long expired;
  private long newer;
  private long remaining;
  private String stopped = "done";
  private final List<String> problems = new ArrayList<>();

  /** What an invoke dealt with is gone; what it left, the last one counts again. */
  void add(OperationAnswer answer) {
    done += answer.done();
    settled += answer.settled();
    undeleted += answer.undeleted();
    failed = answer.failed();
    blocked = answer.blocked();
    malformed = answer.malformed();
    expired = answer.expired();
    newer = answer.newer();
    remaining = answer.remaining();
    stopped = answer.stopped() == null ? "done" : answer.stopped();
    problems.addAll(answer.problems());
  }

  long done() {
    return done;
  }

  long settled() {
    return settled;
  }

  long failed() {
    return failed;
  }

  long undeleted() {
    return undeleted;
  }

  long blocked() {
    return blocked;
  }

  long malformed() {
    return malformed;
  }

  long expired() {
    return expired;
  }

  long newer() {
    return newer;
  }

  long remaining() {
    return remaining;
  }

  String stopped() {
    return stopped;
  }

  List<String> problems() {
    return problems;
  }

  /** Whether nothing is left that was asked for. */
  boolean isAll() {
    return (stopped.equals("done") || stopped.equals("limit"))
        && failed + undeleted + blocked + malformed + expired == 0
        && problems.isEmpty();
  }
}
