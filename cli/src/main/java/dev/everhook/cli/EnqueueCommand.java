package dev.everhook.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.Json;
import dev.everhook.core.Payload;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code everhook enqueue}: asks for one refresh, or for many. */
@Command(
    name = "enqueue",
    header = "asks for a refresh now, or for many",
    description = {
      "Puts one refresh on the queue, or one for each line of a file. A request whose id was"
          + " delivered already, or is a dead letter, is not sent again: the answer says what"
          + " became of it.",
      "",
      "A line of the file is a JSON object with the fields requestId, requestedBy, reason, payload"
          + " and notAfter, each of which may be left out. The good lines are sent, the bad ones"
          + " are listed by number. After a break, the same command on the same file goes on where"
          + " it ended and doubles nothing; once all lines are sent, it begins a new batch.",
      "",
      "Standard input cannot be gone on with: give each of its lines a requestId, so that a second"
          + " run doubles nothing."
    },
    footer = {
      "  everhook enqueue --reason 'new customer'",
      "  everhook enqueue --request-id import-7 --payload '{\"user\":42}'",
      "  everhook enqueue --file requests.jsonl",
      "  generate | everhook enqueue --file - --json"
    })
final class EnqueueCommand extends FunctionCommand {
  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "Names the request: two with one id are one delivery. Default: a new one.")
  private @Nullable String requestId;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Option(
      names = "--requested-by",
      paramLabel = "NAME",
      description = "Who asks, for the record. Default: your user name.")
  private @Nullable String requestedBy;

  @Option(
      names = "--payload",
      paramLabel = "JSON",
      description = "Body of the call: any JSON value. Default: an empty body.")
  private @Nullable String payload;

  @Option(
      names = "--not-after",
      paramLabel = "INSTANT",
      description = "When it is of no use any more, such as 2027-01-31T12:00:00Z.")
  private @Nullable String notAfter;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Many refreshes, one JSON object a line; - for standard input.")
  private @Nullable Path file;

  @Override
  void check() {
    if (file != null && isOneDescribed()) {
      throw wrong("--file: the options of a single refresh do not go with it");
    }
  }

  @Override
  int run(Deployment deployment, Output output) throws IOException {
    if (file != null) {
      return new BulkCommand(deployment, surroundings(), output).run(file);
    }
    String text = deployment.enqueue(event());
    EnqueueAnswer answer = Answers.read(text, EnqueueAnswer.class);
    if (output.asJson()) {
      output.line(text);
    } else {
      print(answer, output);
    }
    return status(answer);
  }

  private boolean isOneDescribed() {
    return requestId != null
        || reason != null
        || requestedBy != null
        || payload != null
        || notAfter != null;
  }

  private static void print(EnqueueAnswer answer, Output output) {
    answer
        .accepted()
        .forEach(one -> output.line("Enqueued " + one.requestId() + ", key " + one.key()));
    answer
        .known()
        .forEach(
            one ->
                output.line(
                    "Known already: %s, key %s, is %s; nothing was sent"
                        .formatted(one.requestId(), one.key(), one.state())));
    answer.errors().forEach(one -> output.note(one.field() + ": " + one.problem()));
  }

  private static int status(EnqueueAnswer answer) {
    if (answer.errors().isEmpty()) {
      return Everhook.DONE;
    }
    return answer.errors().stream().anyMatch(EnqueueAnswer.Refused::byQueue)
        ? Everhook.FAILED
        : Everhook.WRONG_INPUT;
  }

  /** The payload goes as it was written; the function judges everything else. */
  private String event() {
    Payload body = payload == null ? null : new Payload(payload);
    return Json.write(
        out -> {
          out.writeStartObject();
          write(out, "requestId", requestId);
          write(out, "reason", reason);
          write(out, "requestedBy", requestedBy == null ? user() : requestedBy);
          write(out, "notAfter", notAfter);
          if (body != null) {
            out.writeFieldName("payload");
            out.writeRawValue(body.json());
          }
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }

  private static String user() {
    return System.getProperty("user.name", "unknown");
  }
}
