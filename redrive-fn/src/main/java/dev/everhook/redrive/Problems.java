package dev.everhook.redrive;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What went wrong, for a person: each problem once, and the first few of them. */
final class Problems {
  private static final int MOST = 10;

  private final Set<String> problems = new LinkedHashSet<>();

  synchronized void add(String problem) {
    if (problems.size() < MOST) {
      problems.add(problem);
    }
  }

  synchronized List<String> list() {
    return List.copyOf(problems);
  }
}
