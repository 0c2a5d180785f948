package dev.everhook.embedded.sqs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message attribute.
 *
 * @param type the data type with its custom label, such as {@code Number.int}
 * @param value a string, a number's digits as they were sent, or bytes in Base64
 */
record StoredAttribute(String name, String type, String value) {
  /** The attributes one after the other, for a column of type {@code varchar array}. */
  static String[] flatten(List<StoredAttribute> attributes) {
    return attributes.stream()
        .flatMap(attribute -> Stream.of(attribute.name, attribute.type, attribute.value))
        .toArray(String[]::new);
  }

  /** The inverse of {@link #flatten}. */
  static List<StoredAttribute> unflatten(Object[] flat) {
    List<StoredAttribute> attributes = new ArrayList<>();
    for (int i = 0; i < flat.length; i += 3) {
      attributes.add(
          new StoredAttribute((String) flat[i], (String) flat[i + 1], (String) flat[i + 2]));
    }
    return List.copyOf(attributes);
  }
}
