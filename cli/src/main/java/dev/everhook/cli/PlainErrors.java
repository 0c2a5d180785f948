package dev.everhook.cli;

import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.InvalidSettingsException;
import dev.everhook.embedded.schedule.CorruptScheduleStateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what went wrong in a sentence; a stack trace is for what nobody thought of. */
final class PlainErrors implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parseResult) throws Exception {
    return switch (exception) {
      case InvalidSettingsException wrong -> says(command, wrong, Everhook.WRONG_INPUT);
      case InvalidRequestException wrong -> says(command, wrong, Everhook.WRONG_INPUT);
      case IOException failed -> says(command, failed, Everhook.FAILED);
      case UncheckedIOException failed -> says(command, failed, Everhook.FAILED);
      case CorruptScheduleStateException failed -> says(command, failed, Everhook.FAILED);
      case SdkException failed -> says(command, failed, Everhook.FAILED);
      case FunctionFailedException failed ->
          says(command, failed, failed.isWrongInput() ? Everhook.WRONG_INPUT : Everhook.FAILED);
      default -> throw exception;
    };
  }

  private static int says(CommandLine command, Exception exception, int status) {
    String message = exception.getMessage();
    command
        .getErr()
        .println(
            command.getColorScheme().errorText(message == null ? exception.toString() : message));
    return status;
  }
}
