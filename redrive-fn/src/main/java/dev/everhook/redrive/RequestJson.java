package dev.everhook.redrive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.everhook.core.Json;
import java.io.IOException;

/**
 * An operation's request as JSON, as it is recorded and as it is given back for the rest: without
 * the operation's id, which an operation of its own would need.
 */
final class RequestJson {
  private RequestJson() {}

  static String write(OperatorRequest request) {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeStringField("action", request.action());
          switch (request) {
            case OperatorRequest.Redriving redriving -> write(out, redriving);
            case OperatorRequest.Archiving archiving -> {
              write(out, archiving.source(), archiving.filter(), archiving.limit());
              Answer.text(out, "deadBy", archiving.deadBy());
              write(out, archiving.asker());
            }
            case OperatorRequest.Restoring restoring -> {
              out.writeStringField("archive", restoring.archive());
              out.writeStringField(
                  "to", restoring.toRefreshQueue() ? "refresh-queue" : "dead-letters");
              if (restoring.fromPart() > 1) {
                out.writeNumberField("fromPart", restoring.fromPart());
              }
              write(out, restoring.asker());
            }
            case OperatorRequest.Sweeping sweeping -> {
              out.writeNumberField("limit", sweeping.limit());
              out.writeStringField("requestedBy", sweeping.requestedBy());
            }
            case OperatorRequest.Listing _,
                OperatorRequest.Planning _,
                OperatorRequest.Asking _,
                OperatorRequest.Stopping _,
                OperatorRequest.Recent _,
                OperatorRequest.Named _,
                OperatorRequest.Status _ -> {}
          }
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, OperatorRequest.Redriving request)
      throws IOException {
    write(out, request.source(), request.filter(), request.limit());
    Answer.text(out, "deadBy", request.deadBy());
    if (request.ratePerSecond() != null) {
      out.writeNumberField("ratePerSecond", request.ratePerSecond());
    }
    if (request.canary()) {
      out.writeBooleanField("canary", true);
    }
    if (request.newGeneration()) {
      out.writeBooleanField("newGeneration", true);
      out.writeStringField("confirm", "new-keys");
    }
    write(out, request.asker());
  }

  private static void write(JsonGenerator out, Source source, Filter filter, int limit)
      throws IOException {
    out.writeStringField("source", source.toString());
    FilterJson.write(out, filter);
    out.writeNumberField("limit", limit);
  }

  private static void write(JsonGenerator out, OperatorRequest.Asker asker) throws IOException {
    out.writeStringField("requestedBy", asker.requestedBy());
  }
}
