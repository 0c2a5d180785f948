package dev.everhook.embedded;

import dev.everhook.core.Json;
import dev.everhook.core.Version;
import dev.everhook.embedded.sqs.RunningEndpoints;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a run prints when it is ready: what runs, where, when the next slot is, and what to try. */
record Overview(
    RunOptions options,
    Parameters parameters,
    RunSettings settings,
    Token token,
    Path folder,
    RunningEndpoints endpoints,
    boolean isPaused,
    Optional<Instant> nextSlot) {

  void print(Instant now) {
    if (options.logFormat() == RunOptions.LogFormat.JSON) {
      options.out().println(json(now));
    } else {
      text(options.out(), now);
    }
  }

  private void text(PrintStream out, Instant now) {
    URI webhook = settings.worker().webhookUrl();
    boolean sample = !parameters.isGiven("WebhookUrl");
    out.println("Everhook " + Version.CURRENT + " is ready. Ctrl-C ends it.");
    out.println();
    row(out, "webhook", webhook + (sample ? "  (sample receiver)" : ""));
    row(out, "token", token.origin());
    row(out, "schedule", settings.schedule().schedule().expression() + ", " + next(now));
    if (isPaused) {
      row(out, "paused", "no call is begun until: ./everhook resume" + dataOption());
    }
    row(out, "data", folder.toString());
    row(out, "Invoke API", endpoints.invoke() + "  (Lambda)");
    row(out, "", Functions.ENQUEUE + ", " + Functions.WORKER + ", " + Functions.REDRIVE);
    row(out, "SQS API", endpoints.sqs().toString());
    row(out, "", endpoints.refreshQueue().toString());
    row(out, "", endpoints.deadLetterQueue().toString());
    parameters.givenInVain().forEach(name -> row(out, "note", name + " matters in AWS alone"));
    out.println();
    out.println("From another terminal:");
    out.println();
    out.println("  ./everhook enqueue --reason 'try it'" + dataOption());
    out.println("  ./everhook dlq list" + dataOption());
    out.println("  aws lambda invoke --function-name " + Functions.ENQUEUE + " /dev/stdout \\");
    out.println(
        "    --endpoint-url " + endpoints.invoke() + " --region us-east-1 --no-sign-request");
    out.println();
    out.flush();
  }

  private static void row(PrintStream out, String name, String value) {
    out.printf("  %-10s  %s%n", name, value);
  }

  private String next(Instant now) {
    if (!settings.schedule().isEnabled()) {
      return "disabled";
    }
    return nextSlot
        .map(slot -> "next slot " + slot + " " + in(now, slot))
        .orElse("no slot to come");
  }

  private static String in(Instant now, Instant slot) {
    Duration wait = Duration.between(now, slot);
    return wait.toMillis() < 1_000 ? "(now)" : "(in " + Words.duration(wait) + ")";
  }

  private String dataOption() {
    return options.data().equals(RunOptions.defaultData()) ? "" : " --data " + options.data();
  }

  private String json(Instant now) {
    return Json.write(
        out -> {
          out.writeStartObject();
          out.writeStringField("timestamp", now.toString());
          out.writeStringField("level", "INFO");
          out.writeStringField("event", "ready");
          out.writeStringField("version", Version.CURRENT);
          out.writeStringField("webhook", settings.worker().webhookUrl().toString());
          out.writeStringField("schedule", settings.schedule().schedule().expression());
          if (nextSlot.isPresent()) {
            out.writeStringField("nextSlot", nextSlot.get().toString());
          }
          out.writeBooleanField("paused", isPaused);
          out.writeStringField("data", folder.toString());
          out.writeStringField("invoke", endpoints.invoke().toString());
          out.writeStringField("sqs", endpoints.sqs().toString());
          out.writeStringField("refreshQueue", endpoints.refreshQueue().toString());
          out.writeStringField("deadLetterQueue", endpoints.deadLetterQueue().toString());
          out.writeEndObject();
        });
  }
}
