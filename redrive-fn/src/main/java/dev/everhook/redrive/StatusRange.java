package dev.everhook.redrive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP statuses from one to another, both included; written {@code 404} or {@code 500-599}.
 *
 * @param first the lowest
 * @param last the highest
 */
record StatusRange(int first, int last) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{2})(?:-([1-9][0-9]{2}))?");

  /** Reads the text; empty where it is none. */
  static Optional<StatusRange> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(form.group(1));
    int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
    return first <= last ? Optional.of(new StatusRange(first, last)) : Optional.empty();
  }

  boolean contains(int status) {
    return first <= status && status <= last;
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
