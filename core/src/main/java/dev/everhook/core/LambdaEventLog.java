package dev.everhook.core;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * Writes each event as a line of JSON to a function's log, which applies the function's own log
 * level.
 */
public final class LambdaEventLog implements EventLog {
  private final LambdaLogger logger;
  private final InstantSource clock;

  /**
   * @param logger the runtime's logger
   * @param clock stamps the lines
   */
  public LambdaEventLog(LambdaLogger logger, InstantSource clock) {
    this.logger = logger;
    this.clock = clock;
  }

  @Override
  public void write(PipelineEvent event) {
    byte[] line = EventJson.write(event, clock.instant()).getBytes(StandardCharsets.UTF_8);
    logger.log(line, logLevel(EventJson.level(event)));
  }

  private static LogLevel logLevel(EventJson.Level level) {
    return switch (level) {
      case INFO -> LogLevel.INFO;
      case WARN -> LogLevel.WARN;
      case ERROR -> LogLevel.ERROR;
    };
  }
}
