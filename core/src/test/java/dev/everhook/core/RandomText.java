package dev.everhook.core;

import java.util.List;
import java.util.Random;

/** Texts that a refresh request may hold, most of them unpleasant. */
final class RandomText {
  private static final List<String> NASTY =
      List.of(
          "\"",
          "\\",
          "\\u0000",
          "</script>",
          "${jndi:x}",
          "'; --",
          "é",
          "e\u0301",
          "ß",
          "中文",
          "\u202Eabc",
          "\u2028",
          "\u200D",
          "\uFEFF",
          "\uFFFD",
          "\uE000",
          "😀",
          "\uD83D\uDC69\u200D\uD83D\uDE80",
          "\uDBFF\uDFFD",
          "{\"a\":1}",
          "null",
          "%s%n",
          " ");

  private final Random random;

  RandomText(Random random) {
    this.random = random;
  }

  /** A text that is not blank and has at most {@code maxLength} UTF-16 units. */
  String text(int maxLength) {
    StringBuilder text = new StringBuilder();
    int wanted = random.nextInt(8) == 0 ? maxLength : 1 + random.nextInt(Math.min(40, maxLength));
    text.append((char) ('!' + random.nextInt('~' - '!' + 1)));
    while (true) {
      String part =
          random.nextBoolean()
              ? String.valueOf((char) (' ' + random.nextInt('~' - ' ' + 1)))
              : NASTY.get(random.nextInt(NASTY.size()));
      if (text.length() + part.length() > wanted) {
        return text.toString();
      }
      text.append(part);
    }
  }
}
