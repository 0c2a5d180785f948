package dev.everhook.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.it.Everhook.Ended;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Somebody who types {@code everhook} commands; they run in this process. */
public final class Operator {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> target;

  /** What reads dead letters hides them from others meanwhile. */
  private final ReentrantLock deadLetters = new ReentrantLock();

  /**
   * @param target the options that name the Everhook
   */
  public Operator(String... target) {
    this.target = List.of(target);
  }

  /** Runs a command to its end; one that is about dead letters alone. */
  public Ended run(String... arguments) {
    if (!arguments[0].equals("dlq")) {
      return end(arguments);
    }
    deadLetters.lock();
    try {
      return end(arguments);
    } finally {
      deadLetters.unlock();
    }
  }

  private Ended end(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(target);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        dev.everhook.cli.Everhook.run(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new Ended(status, out.toString(), err.toString());
  }

  /** Runs a command that must end well, and reads its answer. */
  public JsonNode ask(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    Ended ended = run(all.toArray(String[]::new));
    assertThat(ended.status()).as("%s: %s", all, ended).isZero();
    try {
      return JSON.readTree(ended.out());
    } catch (JsonProcessingException e) {
      throw new AssertionError(all + " answered " + ended, e);
    }
  }
}
