package dev.everhook.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.Json;
import dev.everhook.core.Payload;
import dev.everhook.embedded.Functions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code everhook enqueue}: asks for one refresh, or for many. */
@Command(
    name = "enqueue",
    description = {"Asks for a refresh now, or for many from a file of JSON Lines.", ""},
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  everhook enqueue --reason 'new customer'",
      "  everhook enqueue --request-id import-7 --payload '{\"user\":42}'",
      "  everhook enqueue --file requests.jsonl",
      "",
      "A request whose id was delivered already, or is a dead letter, is not sent again:",
      "the answer says what became of it.",
      "",
      "A line of the file is an object with the fields requestId, requestedBy, reason,",
      "payload and notAfter, each of which may be left out. The good lines are sent,",
      "the bad ones are listed by number.",
      "",
      "Exit status: 0 all sent or known; 1 not all sent; 2 wrong input, nothing sent."
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
      throw new ParameterException(
          spec().commandLine(), "--file: the options of a single refresh do not go with it");
    }
  }

  @Override
  int ask(EmbeddedFunctions functions, boolean asJson, PrintWriter out, PrintWriter err)
      throws IOException {
    if (file != null) {
      return new BulkEnqueue(functions, asJson, out, err).send(file);
    }
    String text = functions.invoke(Functions.ENQUEUE, event());
    Answers.Enqueue answer = Answers.read(text, Answers.Enqueue.class);
    if (asJson) {
      out.println(text);
    } else {
      print(answer, out, err);
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

  private static void print(Answers.Enqueue answer, PrintWriter out, PrintWriter err) {
    answer
        .accepted()
        .forEach(one -> out.println("Enqueued " + one.requestId() + ", key " + one.key()));
    answer
        .known()
        .forEach(
            one ->
                out.println(
                    "Known already: %s, key %s, is %s; nothing was sent"
                        .formatted(one.requestId(), one.key(), one.state())));
    answer.errors().forEach(one -> err.println(one.field() + ": " + one.problem()));
  }

  private static int status(Answers.Enqueue answer) {
    if (answer.errors().isEmpty()) {
      return Everhook.DONE;
    }
    boolean byQueue = answer.errors().stream().anyMatch(one -> one.field().equals("queue"));
    return byQueue ? Everhook.FAILED : Everhook.WRONG_INPUT;
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
