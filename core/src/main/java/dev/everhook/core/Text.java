package dev.everhook.core;

/**
 * The rule for every short text in a refresh request: it must fit a message attribute, a header and
 * a line of a log, and name the same thing in each.
 */
public final class Text {
  private Text() {}

  /**
   * Returns {@code value} if it is not blank, at most {@code maxLength} UTF-16 units long, and free
   * of control characters and of what UTF-8 or SQS cannot carry.
   *
   * @throws InvalidRequestException otherwise, naming {@code field}
   */
  public static String require(String field, String value, int maxLength) {
    if (value.isBlank()) {
      throw new InvalidRequestException(field, "must not be blank");
    }
    if (value.length() > maxLength) {
      throw new InvalidRequestException(
          field, "must be at most %d characters, not %d".formatted(maxLength, value.length()));
    }
    if (!value.codePoints().allMatch(Text::isCarried)) {
      throw new InvalidRequestException(
          field, "must be free of control characters, unpaired surrogates, U+FFFE and U+FFFF");
    }
    return value;
  }

  /**
   * The beginning of {@code text}, fit for a line of a log: a question mark stands for what is not.
   */
  static String shown(String text, int maxLength) {
    return text.codePoints()
        .limit(maxLength)
        .map(codePoint -> isCarried(codePoint) ? codePoint : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isCarried(int codePoint) {
    return !Character.isISOControl(codePoint) && isAllowedInSqs(codePoint);
  }

  /**
   * Whether SQS takes this code point in a message body.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
   */
  static boolean isAllowedInSqs(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint <= 0xD7FF)
        || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
        || codePoint >= 0x10000;
  }
}
