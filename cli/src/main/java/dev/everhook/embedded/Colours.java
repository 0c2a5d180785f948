package dev.everhook.embedded;

import picocli.CommandLine.Help.Ansi;

/**
 * Colours for a terminal; none where the output goes elsewhere or {@code NO_COLOR} is set. No
 * meaning is in a colour alone.
 */
record Colours(Ansi ansi) {
  String good(String text) {
    return ansi.string("@|green " + text + "|@");
  }

  String warn(String text) {
    return ansi.string("@|yellow " + text + "|@");
  }

  String bad(String text) {
    return ansi.string("@|red " + text + "|@");
  }

  /** How many columns a text takes, its colours left out. */
  int width(String text) {
    return text.replaceAll("\u001B\\[[0-9;]*m", "").length();
  }
}
