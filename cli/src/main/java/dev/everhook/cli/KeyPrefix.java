package dev.everhook.cli;

/** The first digits of a key, by which tables name it. */
final class KeyPrefix {
  private static final int DIGITS = 8;

  private KeyPrefix() {}

  static String of(String key) {
    return key.length() <= DIGITS ? key : key.substring(0, DIGITS);
  }
}
