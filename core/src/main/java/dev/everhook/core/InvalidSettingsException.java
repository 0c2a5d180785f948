package dev.everhook.core;

import java.util.List;

/** The settings are missing, wrong or contradictory; says every problem at once, by parameter. */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problems one line each: the parameter, then the rule
   */
  public InvalidSettingsException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
