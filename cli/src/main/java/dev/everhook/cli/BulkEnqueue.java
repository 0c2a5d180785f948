package dev.everhook.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.everhook.core.Json;
import dev.everhook.embedded.Functions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Sends a file of JSON Lines, some hundred lines a call; each error bears its line's number. */
final class BulkEnqueue {
  private static final int MOST_LINES = 500;

  /** An invoke takes 6 MB, and a character can be three bytes. */
  private static final int MOST_CHARACTERS = 1_500_000;

  private final EmbeddedFunctions functions;
  private final boolean asJson;
  private final PrintWriter out;
  private final PrintWriter err;
  private final List<Line> pending = new ArrayList<>();
  private long sent;
  private long known;
  private long refused;
  private boolean refusedByQueue;

  private record Line(long number, String json) {}

  /**
   * @param asJson whether to print the outcome of each line as a line of JSON
   */
  BulkEnqueue(EmbeddedFunctions functions, boolean asJson, PrintWriter out, PrintWriter err) {
    this.functions = functions;
    this.asJson = asJson;
    this.out = out;
    this.err = err;
  }

  /**
   * Sends all lines that can be sent; empty ones are passed over.
   *
   * @param file {@code -} for standard input
   * @return the exit status
   * @throws IOException if the file cannot be read to its end, saying where and what was sent
   */
  int send(Path file) throws IOException {
    long number = 0;
    try (BufferedReader lines = open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          add(new Line(number, line));
        }
      }
      flush();
    } catch (CharacterCodingException e) {
      flush();
      throw new IOException(
          "--file: is not UTF-8 after line %d; of the lines before, %d were sent"
              .formatted(number, sent),
          e);
    }
    if (!asJson) {
      out.printf(
          "Enqueued %d of %d%s.%n",
          sent, sent + known + refused, known == 0 ? "" : "; " + known + " known already");
    }
    if (refused == 0) {
      return Everhook.DONE;
    }
    return sent + known > 0 || refusedByQueue ? Everhook.FAILED : Everhook.WRONG_INPUT;
  }

  private static BufferedReader open(Path file) throws IOException {
    try {
      InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file);
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    } catch (NoSuchFileException e) {
      throw new IOException("--file: there is no file " + file, e);
    }
  }

  /** A line that is no JSON object would spoil the call that it is part of. */
  private void add(Line line) throws IOException {
    String problem = problem(line.json);
    if (problem != null) {
      refuse(line.number, "request", problem);
      return;
    }
    int characters = pending.stream().mapToInt(other -> other.json.length()).sum();
    if (pending.size() == MOST_LINES || characters + line.json.length() > MOST_CHARACTERS) {
      flush();
    }
    pending.add(line);
  }

  private static @Nullable String problem(String line) {
    try (JsonParser parser = Json.FACTORY.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "must be a JSON object";
      }
      parser.skipChildren();
      return parser.nextToken() == null ? null : "must be one JSON object, with nothing after it";
    } catch (IOException e) {
      return "must be JSON: " + Json.problem(e);
    }
  }

  private String ask(String event) throws IOException {
    try {
      return functions.invoke(Functions.ENQUEUE, event);
    } catch (SdkException e) {
      throw new IOException(
          "--file: no answer for lines %d to %d, which may have been sent; before them, %d were: %s"
              .formatted(pending.getFirst().number, pending.getLast().number, sent, e.getMessage()),
          e);
    }
  }

  private void flush() throws IOException {
    if (pending.isEmpty()) {
      return;
    }
    String event = pending.stream().map(Line::json).collect(Collectors.joining(",", "[", "]"));
    Answers.Enqueue answer = Answers.read(ask(event), Answers.Enqueue.class);
    for (Answers.Accepted one : answer.accepted()) {
      sent++;
      if (asJson) {
        out.println(
            json(pending.get(one.index()).number, "key", one.key(), "requestId", one.requestId()));
      }
    }
    for (Answers.Known one : answer.known()) {
      known++;
      if (asJson) {
        out.println(json(pending.get(one.index()).number, "key", one.key(), "state", one.state()));
      }
    }
    for (Answers.Refused one : answer.errors()) {
      refusedByQueue |= one.field().equals("queue");
      if (one.index() == null) {
        pending.forEach(line -> refuse(line.number, one.field(), one.problem()));
      } else {
        refuse(pending.get(one.index()).number, one.field(), one.problem());
      }
    }
    pending.clear();
  }

  private void refuse(long line, String field, String problem) {
    refused++;
    if (asJson) {
      out.println(json(line, "field", field, "problem", problem));
    } else {
      err.printf("line %d: %s: %s%n", line, field, problem);
    }
  }

  private static String json(
      long line, String name, String value, String otherName, String otherValue) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeNumberField("line", line);
          json.writeStringField(name, value);
          json.writeStringField(otherName, otherValue);
          json.writeEndObject();
        });
  }
}
