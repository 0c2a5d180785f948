package dev.everhook.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The template {@code everhook.yaml}, read once. Immutable. */
public final class Template {
  private final Map<?, ?> document;
  private final Map<String, Parameter> parameters;
  private final Map<?, ?> mappings;

  private Template(Map<?, ?> document) {
    Map<String, Parameter> read = new LinkedHashMap<>();
    section(document, "Parameters")
        .forEach(
            (name, value) ->
                read.put(name.toString(), parameter(name.toString(), (Map<?, ?>) value)));
    this.document = document;
    this.parameters = read;
    this.mappings = section(document, "Mappings");
  }

  /** Reads the template that this build holds. */
  public static Template load() {
    try (InputStream in = Template.class.getResourceAsStream("/everhook.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the build left out everhook.yaml");
      }
      return new Template(TemplateYaml.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parameters, by name, in the template's order. */
  public Map<String, Parameter> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /**
   * A number of a mapping, as {@code Fn::FindInMap} finds it.
   *
   * @throws IllegalArgumentException if the template has no such value
   */
  public int number(String mapping, String topKey, String secondKey) {
    Object value = section(section(mappings, mapping), topKey).get(secondKey);
    if (value instanceof Integer number) {
      return number;
    }
    throw new IllegalArgumentException(
        "no number at %s.%s.%s in the template".formatted(mapping, topKey, secondKey));
  }

  /**
   * What the template makes of parameters.
   *
   * @param values the parameters' values, by name; the others have their defaults
   * @param names what the resources are called
   * @throws IllegalArgumentException if a value is missing, unknown or not allowed
   */
  public Stack stack(Map<String, String> values, ResourceNames names) {
    return Stack.of(
        section(document, "Resources"),
        section(document, "Outputs"),
        new Resolver(mappings, section(document, "Conditions"), inForce(values), names));
  }

  private Map<String, String> inForce(Map<String, String> values) {
    values.keySet().stream()
        .filter(name -> !parameters.containsKey(name))
        .forEach(
            name -> {
              throw new IllegalArgumentException(name + ": is not a parameter");
            });
    Map<String, String> inForce = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> inForce.put(name, parameter.inForce(values.get(name))));
    return inForce;
  }

  /** A section as it is written, with short forms of functions as long ones; empty for none. */
  public Map<?, ?> section(String name) {
    return section(document, name);
  }

  private static Map<?, ?> section(Map<?, ?> in, String name) {
    return in.get(name) instanceof Map<?, ?> section ? section : Map.of();
  }

  private static Parameter parameter(String name, Map<?, ?> fields) {
    String pattern = text(fields, "AllowedPattern");
    List<String> allowed =
        fields.get("AllowedValues") instanceof List<?> values
            ? values.stream().map(String::valueOf).toList()
            : List.of();
    return new Parameter(
        name,
        String.valueOf(fields.get("Type")),
        String.valueOf(fields.get("Description")),
        text(fields, "Default"),
        allowed,
        pattern == null ? null : Pattern.compile(pattern),
        number(fields, "MinValue"),
        number(fields, "MaxValue"),
        text(fields, "ConstraintDescription"));
  }

  private static @Nullable String text(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    return value == null ? null : value.toString();
  }

  private static @Nullable BigDecimal number(Map<?, ?> fields, String name) {
    String text = text(fields, name);
    return text == null ? null : new BigDecimal(text);
  }
}
