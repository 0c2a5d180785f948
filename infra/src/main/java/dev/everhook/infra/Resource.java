package dev.everhook.infra;

import java.util.List;
import java.util.Map;

/**
 * A resource of a stack, with every reference worked out.
 *
 * @param name its logical name
 * @param type its type, such as {@code AWS::SQS::Queue}
 * @param properties its properties: texts, numbers, booleans, lists and maps
 */
public record Resource(String name, String type, Map<String, Object> properties) {
  public Resource {
    properties = Map.copyOf(properties);
  }

  /**
   * A text, number or boolean, as a text.
   *
   * @param path property names from the outside in
   * @throws IllegalArgumentException if there is none
   */
  public String text(String... path) {
    return at(path).toString();
  }

  /** A whole number. */
  public int number(String... path) {
    return Integer.parseInt(text(path));
  }

  /** A list. */
  public List<?> list(String... path) {
    return (List<?>) at(path);
  }

  /** A map. */
  public Map<?, ?> map(String... path) {
    return (Map<?, ?>) at(path);
  }

  /** Whether there is such a property. */
  public boolean has(String property) {
    return properties.containsKey(property);
  }

  private Object at(String... path) {
    Object value = properties;
    for (String name : path) {
      Object next = value instanceof Map<?, ?> map ? map.get(name) : null;
      if (next == null) {
        throw new IllegalArgumentException(
            "%s has no property %s".formatted(this.name, String.join(".", path)));
      }
      value = next;
    }
    return value;
  }
}
