package dev.everhook.embedded;

import picocli.CommandLine.Help.Ansi;

/**
 * Colours for a terminal; none where the output goes elsewhere or {@code NO_COLOR} is set. No
 * meaning is in a colour alone.
 */
public record Colours(Ansi ansi) {
  /** What went well. */
  public String good(String text) {
    return ansi.string("@|green " + text + "|@");
  }

  /** What an eye should rest on. */
  public String warn(String text) {
    return ansi.string("@|yellow " + text + "|@");
  }

  /** What went wrong. */
  public String bad(String text) {
    return ansi.string("@|red " + text + "|@");
  }

  /** How many columns a text takes, its colours left out. */
  public int width(String text) {
    return text.replaceAll("\u001B\\[[0-9;]*m", "").length();
  }
}
