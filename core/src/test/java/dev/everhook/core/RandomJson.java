package dev.everhook.core;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * JSON as callers may write it and few do: odd numbers, every escape, white space, repeated keys.
 */
final class RandomJson {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "1.0",
          "1E400",
          "-1e-400",
          "1e+2",
          "0.1000",
          "9007199254740993",
          "1e9");
  private static final List<String> ESCAPES =
      List.of(
          "\\\"",
          "\\\\",
          "\\/",
          "\\b",
          "\\f",
          "\\n",
          "\\r",
          "\\t",
          "\\u0000",
          "\\u001F",
          "\\ud800",
          "\\uDFFF",
          "\\uD83D\\uDE00",
          "\\uFFFF",
          "\\u00e9");
  private static final List<String> CHARACTERS =
      List.of(
          "a", "é", "\u007F", "\u2028", "\uFEFF", "\uFFFD", "😀", "{", "]", ":", ",", "//", "'");
  private static final List<String> NOT_IN_SQS =
      List.of("\uFFFF", "\uFFFE", "\uD800", "\uDC00", "\uDBFFx");

  /** No unpaired surrogates: there the reader is stricter than JSON. */
  private static final List<String> NAMES =
      List.of("\"a\"", "\"\"", "\"payload\"", "\"\\u0000\"", "\"é 😀\"", "\"\\ud83d\\ude00\"");

  private static final List<String> SPACES = List.of("", "", "", " ", "\t", "\n", "\r\n", "   ");

  private final Random random;
  private final boolean onlySqsCharacters;

  /**
   * @param onlySqsCharacters whether to leave out the characters that JSON allows and SQS refuses
   */
  RandomJson(Random random, boolean onlySqsCharacters) {
    this.random = random;
    this.onlySqsCharacters = onlySqsCharacters;
  }

  /** One value that is not {@code null}, without white space around it. */
  String value() {
    return switch (random.nextInt(8)) {
      case 0 -> string(40_000);
      case 1 -> number();
      case 2 -> oneOf(List.of("true", "false"));
      case 3, 4 -> "[" + items(4, this::any) + "]";
      default -> "{" + items(4, this::member) + "}";
    };
  }

  private String any(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> number();
      case 1 -> oneOf(List.of("true", "false", "null"));
      case 2, 3 -> string(20);
      case 4 -> "[" + items(depth - 1, this::any) + "]";
      default -> "{" + items(depth - 1, this::member) + "}";
    };
  }

  private String member(int depth) {
    return oneOf(NAMES) + space() + ":" + space() + any(depth);
  }

  private interface Item {
    String at(int depth);
  }

  private String items(int depth, Item item) {
    Supplier<String> next = () -> space() + item.at(depth) + space();
    String items = Stream.generate(next).limit(random.nextInt(5)).collect(Collectors.joining(","));
    return items.isEmpty() ? space() : items;
  }

  private String number() {
    return random.nextBoolean()
        ? oneOf(NUMBERS)
        : "-" + (1 + random.nextInt(9)) + "7".repeat(random.nextInt(900)) + "e-0";
  }

  private String string(int longest) {
    StringBuilder text = new StringBuilder("\"");
    int length = random.nextInt(longest);
    while (text.length() < length) {
      text.append(oneOf(random.nextInt(4) == 0 ? ESCAPES : CHARACTERS));
      if (!onlySqsCharacters && random.nextInt(10) == 0) {
        text.append(oneOf(NOT_IN_SQS));
      }
    }
    return text.append('"').toString();
  }

  private String space() {
    return oneOf(SPACES);
  }

  private String oneOf(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }
}
