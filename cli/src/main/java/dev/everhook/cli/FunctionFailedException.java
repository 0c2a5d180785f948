package dev.everhook.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.InvalidRequestException;

/** A function threw; says what the function said. */
final class FunctionFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean isWrongInput;

  private FunctionFailedException(String message, boolean isWrongInput) {
    super(message);
    this.isWrongInput = isWrongInput;
  }

  /** Whether the function refused what it was asked, and did nothing. */
  boolean isWrongInput() {
    return isWrongInput;
  }

  /** Reads the error that Lambda makes of an exception. */
  static FunctionFailedException of(String error) {
    try {
      JsonNode thrown = Answers.JSON.readTree(error);
      return new FunctionFailedException(
          thrown.path("errorMessage").asText(error),
          thrown.path("errorType").asText().equals(InvalidRequestException.class.getName()));
    } catch (JacksonException e) {
      return new FunctionFailedException(error, false);
    }
  }
}
