package dev.everhook.cli;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.embedded.EmbeddedRun;
import dev.everhook.embedded.RunOptions;
import dev.everhook.embedded.RunOptions.LogFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code everhook up}: the pipeline on this machine, until Ctrl-C. */
@Command(
    name = "up",
    description = {
      "Runs the whole pipeline on this machine until Ctrl-C: queues, schedule and the three"
          + " functions.",
      "",
      "Parameters are those of infra/everhook.yaml, with the same names and defaults. Without"
          + " WebhookUrl a sample receiver is started. The token is read from the environment"
          + " variable EVERHOOK_AUTH_TOKEN or from a file; secrets to sign calls with, from"
          + " EVERHOOK_SIGNING_SECRET or from a file. ScheduleExpression may also be rate(N"
          + " seconds) here.",
      ""
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  everhook up",
      "  everhook up ScheduleExpression='rate(5 seconds)'",
      "  everhook up --auth-token-file token.txt \\",
      "    WebhookUrl=https://example.com/functions/v1/refresh-watch"
    })
final class UpCommand implements Callable<Integer> {
  /** As far as is known, no common program listens there. */
  static final int DEFAULT_PORT = 8470;

  private static final int HIGHEST_PORT = 65_533;

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Port of the Invoke API; the SQS API takes the next one, the sample receiver the one"
              + " after. 0 picks free ones. Default: 8470.")
  private int port = DEFAULT_PORT;

  @Option(names = "--log", paramLabel = "FORMAT", description = "text (default) or json.")
  private LogFormat log = LogFormat.TEXT;

  @Option(
      names = "--auth-token-file",
      paramLabel = "FILE",
      description = "File with the webhook's token. Read again at each call.")
  private @Nullable Path authTokenFile;

  @Option(
      names = "--signing-secret-file",
      paramLabel = "FILE",
      description =
          "File with the secrets to sign calls with, separated by spaces or lines. Read again at"
              + " each call.")
  private @Nullable Path signingSecretFile;

  @Parameters(paramLabel = "Name=value", description = "Parameters of infra/everhook.yaml.")
  private List<String> assignments = List.of();

  @Override
  public Integer call() throws IOException {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new InvalidSettingsException(
          List.of(
              "--port: must be from 0 to %d, since two more are taken".formatted(HIGHEST_PORT)));
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    EmbeddedRun run =
        EmbeddedRun.start(
            new RunOptions(
                data.folder(),
                port,
                log,
                authTokenFile,
                signingSecretFile,
                assignments,
                System.getenv(),
                out));
    CompletableFuture<Integer> end = new CompletableFuture<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endCleanly(run, end)));
    run.failure()
        .thenAccept(
            failure -> {
              System.err.println(
                  "Everhook must end: " + failure + ". Start it again: it has every message.");
              end.complete(Everhook.FAILED);
            });
    return end.join();
  }

  /** Without the halt, the virtual machine would report the signal as a failure. */
  private static void endCleanly(EmbeddedRun run, CompletableFuture<Integer> end) {
    System.err.println("Ending, once the calls in flight are over or 5 seconds have passed.");
    run.close();
    Runtime.getRuntime().halt(end.getNow(Everhook.DONE));
  }
}
