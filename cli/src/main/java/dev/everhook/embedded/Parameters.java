package dev.everhook.embedded;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.infra.Parameter;
import dev.everhook.infra.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The template's parameters with the values of this run: what the command line gives, or the
 * template's defaults.
 *
 * @param values by name; a parameter with neither value nor default is left out
 * @param given the names that the command line gave
 */
public record Parameters(Map<String, String> values, Set<String> given) {

  /** What only the stack in AWS has a use for. */
  private static final Set<String> OF_THE_STACK =
      Set.of(
          "SecretArn",
          "KmsKeyArn",
          "AlarmEmail",
          "HeartbeatHours",
          "WorkerMemory",
          "EnqueueMemory",
          "RedriveMemory",
          "Architecture",
          "LogRetentionDays",
          "EnqueueUrl");

  /** The embedded run allows more than the template's pattern: its own parser judges it. */
  private static final String JUDGED_ELSEWHERE = "ScheduleExpression";

  public Parameters {
    values = Map.copyOf(values);
    given = Set.copyOf(given);
  }

  /**
   * Reads {@code Name=value} arguments.
   *
   * @throws InvalidSettingsException with every unknown name and every value that the template
   *     refuses
   */
  public static Parameters read(Template template, List<String> assignments) {
    Map<String, String> values = new LinkedHashMap<>();
    template
        .parameters()
        .forEach(
            (name, parameter) -> {
              if (parameter.defaultValue() != null) {
                values.put(name, parameter.defaultValue());
              }
            });
    List<String> problems = new ArrayList<>();
    Set<String> given = new LinkedHashSet<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      String name = equals < 0 ? assignment : assignment.substring(0, equals);
      Parameter parameter = template.parameters().get(name);
      if (equals < 0) {
        problems.add(name + ": write it as Name=value");
      } else if (parameter == null) {
        problems.add(unknown(name, template));
      } else if (!given.add(name)) {
        problems.add(name + ": is given twice");
      } else {
        String value = assignment.substring(equals + 1);
        if (!name.equals(JUDGED_ELSEWHERE)) {
          parameter.problem(value).ifPresent(problem -> problems.add(name + ": " + problem));
        }
        values.put(name, value);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
    return new Parameters(values, given);
  }

  private static String unknown(String name, Template template) {
    return template.parameters().keySet().stream()
        .filter(known -> known.equalsIgnoreCase(name))
        .findFirst()
        .map(known -> name + ": is not a parameter; did you mean " + known + "?")
        .orElse(
            name
                + ": is not a parameter; there are "
                + String.join(", ", template.parameters().keySet()));
  }

  /** The value of a parameter that has a default. */
  public String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no value for the parameter " + name);
    }
    return value;
  }

  /** The value of a parameter of type number. */
  public int number(String name) {
    return Integer.parseInt(value(name));
  }

  /** Whether the command line gave it. */
  public boolean isGiven(String name) {
    return given.contains(name);
  }

  /** These with one more value. */
  public Parameters with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Parameters(more, given);
  }

  /** Those that were given and matter in AWS alone. */
  public List<String> givenInVain() {
    return given.stream().filter(OF_THE_STACK::contains).sorted().toList();
  }
}
