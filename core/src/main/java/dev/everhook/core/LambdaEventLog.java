package dev.everhook.core;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Writes each event as a line of JSON to a function's log, which applies the function's own log
 * level, and its metrics as another, which no level keeps back.
 */
public final class LambdaEventLog implements EventLog {
  private final LambdaLogger logger;
  private final String function;
  private final InstantSource clock;

  /**
   * @param logger the runtime's logger
   * @param function the function's name, for its metrics
   * @param clock stamps the lines
   */
  public LambdaEventLog(LambdaLogger logger, String function, InstantSource clock) {
    this.logger = logger;
    this.function = function;
    this.clock = clock;
  }

  /** The log of the function in which this runs. */
  public static LambdaEventLog ofThisFunction() {
    return new LambdaEventLog(
        LambdaRuntime.getLogger(),
        System.getenv().getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "everhook"),
        InstantSource.system());
  }

  @Override
  public void write(PipelineEvent event) {
    Instant now = clock.instant();
    logger.log(utf8(EventJson.write(event, now)), logLevel(EventJson.level(event)));
    EventMetrics.line(event, function, now).ifPresent(line -> logger.log(utf8(line)));
  }

  private static byte[] utf8(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static LogLevel logLevel(EventJson.Level level) {
    return switch (level) {
      case INFO -> LogLevel.INFO;
      case WARN -> LogLevel.WARN;
      case ERROR -> LogLevel.ERROR;
    };
  }
}
