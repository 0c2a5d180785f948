package dev.everhook.embedded;

import dev.everhook.worker.SecretUnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that is secret, and where it comes from. Its own text never shows it.
 *
 * @param origin the option or variable, for a person
 */
record SecretText(String origin, Source source) {
  /** Gives the text as it is now. */
  @FunctionalInterface
  interface Source {
    String read();
  }

  /**
   * Reads the file each time: it is small, and a secret that was changed there is in use at once.
   *
   * @param option the option that named the file
   */
  static SecretText inFile(String option, Path file) {
    return new SecretText(option, () -> content(file));
  }

  /**
   * @param variable the environment variable that had the text
   */
  static SecretText fixed(String variable, String text) {
    return new SecretText(variable, () -> text);
  }

  /**
   * The text, without white space around it.
   *
   * @throws SecretUnreadableException if there is none to be had
   */
  String read() {
    return source.read().strip();
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new SecretUnreadableException(
          "cannot read " + file + ": " + e.getClass().getSimpleName());
    }
  }

  @Override
  public String toString() {
    return origin;
  }
}
