package dev.everhook.embedded.schedule;

/**
 * A schedule parameter that EventBridge Scheduler would not take. Its message names the parameter,
 * the value, what is wrong with it and what is allowed.
 */
public final class InvalidScheduleException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 256;

  InvalidScheduleException(String parameter, String value, String complaint) {
    super("%s: '%s': %s".formatted(parameter, shortened(value), complaint));
  }

  static InvalidScheduleException expression(String expression, String complaint) {
    return new InvalidScheduleException("ScheduleExpression", expression, complaint);
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_QUOTE ? value : value.substring(0, LONGEST_QUOTE) + "…";
  }
}
