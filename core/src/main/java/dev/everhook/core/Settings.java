package dev.everhook.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads settings by the names of the template's parameters, and gathers every problem instead of
 * stopping at the first. It holds no defaults: those stand in the template alone.
 *
 * <p>A reader that meets a problem goes on with a value of no meaning, which nobody gets to see:
 * {@link #read} throws at its end.
 */
public final class Settings {
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a record of settings.
   *
   * @param values by parameter name; an empty text counts as none
   * @param reader makes the record out of what this class reads
   * @throws InvalidSettingsException with every problem
   */
  public static <T> T read(Map<String, String> values, Function<Settings, T> reader) {
    Settings settings = new Settings(values);
    T read = reader.apply(settings);
    if (!settings.problems.isEmpty()) {
      throw new InvalidSettingsException(settings.problems);
    }
    return read;
  }

  /**
   * The settings that a function finds in its environment: {@code WEBHOOK_URL} is {@code
   * WebhookUrl}.
   *
   * @param environment the environment variables
   * @param names the parameters to look for
   */
  public static Map<String, String> fromEnvironment(
      Map<String, String> environment, List<String> names) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : names) {
      String value = environment.get(variable(name));
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  /** The environment variable of a parameter. */
  public static String variable(String name) {
    return WORD_START.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
  }

  /** A text that must be there. */
  public String text(String name) {
    return optional(name).orElseGet(() -> problem(name, "is missing", ""));
  }

  /** A text that may be left out. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** A whole number from {@code least} to {@code most}. */
  public int integer(String name, int least, int most) {
    String text = text(name);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      if (text.isEmpty()) {
        return least;
      }
    }
    return problem(name, "must be a whole number from %d to %d".formatted(least, most), least);
  }

  /** A time in whole seconds. */
  public Duration seconds(String name, int least, int most) {
    return Duration.ofSeconds(integer(name, least, most));
  }

  /** One of a few words. */
  public <E extends Enum<E>> E word(String name, Class<E> words) {
    String text = text(name);
    for (E word : words.getEnumConstants()) {
      if (word.name().equalsIgnoreCase(text)) {
        return word;
      }
    }
    E first = words.getEnumConstants()[0];
    return text.isEmpty()
        ? first
        : problem(
            name,
            "must be one of "
                + List.of(words.getEnumConstants()).toString().toLowerCase(Locale.ROOT),
            first);
  }

  /** A list of HTTP statuses, separated by commas; may be left out. */
  public Set<Integer> statuses(String name) {
    Set<Integer> statuses = new TreeSet<>();
    for (String part : optional(name).map(text -> text.split(",", -1)).orElse(new String[0])) {
      try {
        int status = Integer.parseInt(part.strip());
        if (status < 300 || status > 599) {
          throw new NumberFormatException();
        }
        statuses.add(status);
      } catch (NumberFormatException e) {
        return problem(
            name, "must be a list of statuses from 300 to 599, such as 404,409", Set.of());
      }
    }
    return statuses;
  }

  /** An absolute URL. */
  public URI url(String name) {
    String text = text(name);
    try {
      URI url = new URI(text);
      if (text.isEmpty() || (url.isAbsolute() && url.getHost() != null)) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    return problem(name, "must be an absolute URL", URI.create(""));
  }

  /** Whether no problem was met so far. */
  public boolean isSound() {
    return problems.isEmpty();
  }

  /** Records a problem, and returns {@code instead} to go on with. */
  public <T> T problem(String name, String rule, T instead) {
    problems.add(name + ": " + rule);
    return instead;
  }
}
