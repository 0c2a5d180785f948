package dev.everhook.infra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Works out what CloudFormation would: references, mappings, conditions and functions. */
final class Resolver {
  /** In place of a property or an item that is left out. */
  private static final Object NO_VALUE = new Object();

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  private final Map<?, ?> mappings;
  private final Map<?, ?> conditions;
  private final Map<String, String> parameters;
  private final ResourceNames names;

  Resolver(
      Map<?, ?> mappings,
      Map<?, ?> conditions,
      Map<String, String> parameters,
      ResourceNames names) {
    this.mappings = mappings;
    this.conditions = conditions;
    this.parameters = parameters;
    this.names = names;
  }

  /** Whether a condition of the template holds. */
  boolean holds(String condition) {
    @Nullable Object rule = conditions.get(condition);
    if (rule == null) {
      throw new IllegalArgumentException("no condition " + condition + " in the template");
    }
    return (Boolean) value(rule);
  }

  /** The value of a node, with everything in it worked out. */
  Object value(Object node) {
    return switch (node) {
      case Map<?, ?> map when map.size() == 1 && isFunction(map) -> call(map);
      case Map<?, ?> map -> {
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach(
            (key, part) -> {
              Object value = value(part);
              if (value != NO_VALUE) {
                values.put(key.toString(), value);
              }
            });
        yield values;
      }
      case List<?> list -> list.stream().map(this::value).filter(v -> v != NO_VALUE).toList();
      default -> node;
    };
  }

  private static boolean isFunction(Map<?, ?> map) {
    String name = map.keySet().iterator().next().toString();
    return name.equals("Ref") || name.startsWith("Fn::");
  }

  private Object call(Map<?, ?> map) {
    var call = map.entrySet().iterator().next();
    Object argument = call.getValue();
    return switch (call.getKey().toString()) {
      case "Ref" -> ref(argument.toString());
      case "Fn::GetAtt" -> names.attribute(text(argument, 0), text(argument, 1));
      case "Fn::Sub" -> sub(argument);
      case "Fn::If" -> value(item(argument, holds(item(argument, 0).toString()) ? 1 : 2));
      case "Fn::FindInMap" -> found(text(argument, 0), text(argument, 1), text(argument, 2));
      case "Fn::Select" ->
          texts(item(argument, 1)).get(Integer.parseInt(item(argument, 0).toString()));
      case "Fn::Split" ->
          Arrays.asList(text(argument, 1).split(Pattern.quote(text(argument, 0)), -1));
      case "Fn::Equals" -> text(argument, 0).equals(text(argument, 1));
      case "Fn::Not" -> !(Boolean) value(item(argument, 0));
      default -> throw new IllegalArgumentException("no such function here: " + call.getKey());
    };
  }

  private Object ref(String name) {
    if (name.equals("AWS::NoValue")) {
      return NO_VALUE;
    }
    String parameter = parameters.get(name);
    return parameter == null ? names.ref(name) : parameter;
  }

  private String sub(Object argument) {
    String text = argument instanceof List<?> list ? list.getFirst().toString() : (String) argument;
    Map<?, ?> variables = argument instanceof List<?> list ? (Map<?, ?>) list.get(1) : Map.of();
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(variable(match.group(1), variables)));
  }

  private String variable(String name, Map<?, ?> variables) {
    Object own = variables.get(name);
    if (own != null) {
      return value(own).toString();
    }
    int dot = name.indexOf('.');
    return dot < 0
        ? ref(name).toString()
        : names.attribute(name.substring(0, dot), name.substring(dot + 1));
  }

  private Object found(String mapping, String topKey, String secondKey) {
    Object value = mappings;
    for (String key : List.of(mapping, topKey, secondKey)) {
      Object next = ((Map<?, ?>) value).get(key);
      if (next == null) {
        throw new IllegalArgumentException(
            "no value at %s.%s.%s in the template".formatted(mapping, topKey, secondKey));
      }
      value = next;
    }
    return value;
  }

  private List<String> texts(Object node) {
    List<String> texts = new ArrayList<>();
    ((List<?>) value(node)).forEach(item -> texts.add(item.toString()));
    return texts;
  }

  private String text(Object list, int index) {
    return value(item(list, index)).toString();
  }

  private static Object item(Object list, int index) {
    return ((List<?>) list).get(index);
  }
}
