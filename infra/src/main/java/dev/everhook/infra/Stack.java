package dev.everhook.infra;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the template makes of given parameters: resources and outputs, without those whose condition
 * does not hold.
 *
 * @param resources by logical name, in the template's order
 * @param outputs by name
 */
public record Stack(Map<String, Resource> resources, Map<String, String> outputs) {

  public Stack {
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  static Stack of(Map<?, ?> resources, Map<?, ?> outputs, Resolver resolver) {
    Map<String, Resource> made = new LinkedHashMap<>();
    present(resources, resolver)
        .forEach((name, fields) -> made.put(name, resource(name, fields, resolver)));
    Map<String, String> said = new LinkedHashMap<>();
    present(outputs, resolver)
        .forEach((name, fields) -> said.put(name, resolver.value(value(fields)).toString()));
    return new Stack(made, said);
  }

  private static Object value(Map<?, ?> output) {
    Object value = output.get("Value");
    if (value == null) {
      throw new IllegalArgumentException("an output without a value: " + output);
    }
    return value;
  }

  private static Map<String, Map<?, ?>> present(Map<?, ?> section, Resolver resolver) {
    Map<String, Map<?, ?>> present = new LinkedHashMap<>();
    section.forEach(
        (name, fields) -> {
          Object condition = ((Map<?, ?>) fields).get("Condition");
          if (condition == null || resolver.holds(condition.toString())) {
            present.put(name.toString(), (Map<?, ?>) fields);
          }
        });
    return present;
  }

  private static Resource resource(String name, Map<?, ?> fields, Resolver resolver) {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (fields.get("Properties") instanceof Map<?, ?> written) {
      ((Map<?, ?>) resolver.value(written))
          .forEach((key, value) -> properties.put(key.toString(), value));
    }
    return new Resource(name, String.valueOf(fields.get("Type")), properties);
  }

  /**
   * A resource.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Resource resource(String name) {
    Resource resource = resources.get(name);
    if (resource == null) {
      throw new IllegalArgumentException("the stack has no resource " + name);
    }
    return resource;
  }

  /** The resources of a type. */
  public List<Resource> ofType(String type) {
    return resources.values().stream().filter(resource -> resource.type().equals(type)).toList();
  }

  /** A Lambda function. */
  public FunctionResource function(String name) {
    return FunctionResource.of(resource(name));
  }

  /** All Lambda functions. */
  public List<FunctionResource> functions() {
    List<FunctionResource> functions = new ArrayList<>();
    ofType(FunctionResource.TYPE).forEach(resource -> functions.add(FunctionResource.of(resource)));
    return functions;
  }
}
