package dev.everhook.redrive;

import dev.everhook.core.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What a redrive came to.
 *
 * @param moved dead letters put back on the refresh queue
 * @param undeleted those of the moved that could not be deleted from the dead-letter queue, so that
 *     the next redrive puts them back again, with the same key
 * @param refused dead letters that stay because another try cannot help: they are no refresh
 *     requests
 * @param failed dead letters that stay because the refresh queue did not take them
 * @param remaining what the dead-letter queue still holds, as nearly as it says; where it does not,
 *     how many of those seen stay
 * @param problems what went wrong, for a person
 */
record RedriveResult(
    int moved, int undeleted, int refused, int failed, long remaining, List<String> problems) {

  RedriveResult {
    problems = List.copyOf(problems);
  }

  String json() {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeNumberField("version", 1);
          out.writeStringField("action", "redrive");
          out.writeNumberField("moved", moved);
          out.writeNumberField("undeleted", undeleted);
          out.writeNumberField("refused", refused);
          out.writeNumberField("failed", failed);
          out.writeNumberField("remaining", remaining);
          out.writeArrayFieldStart("problems");
          for (String problem : problems) {
            out.writeString(problem);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  /** Counts as the redrive goes on. */
  static final class Count {
    private static final int MOST_PROBLEMS = 10;

    private final List<String> problems = new ArrayList<>();
    private int moved;
    private int undeleted;
    private int refused;
    private int failed;

    void moved(int count) {
      moved += count;
    }

    void undeleted(int count) {
      undeleted += count;
    }

    void refused(int count) {
      refused += count;
    }

    void failed(int count) {
      failed += count;
    }

    void problem(String problem) {
      if (problems.size() < MOST_PROBLEMS && !problems.contains(problem)) {
        problems.add(problem);
      }
    }

    /** Those that were to be moved, whether they could be or not. */
    int tried() {
      return moved + failed;
    }

    int touched() {
      return moved + refused + failed;
    }

    RedriveResult result(long remaining) {
      return new RedriveResult(moved, undeleted, refused, failed, remaining, problems);
    }
  }
}
