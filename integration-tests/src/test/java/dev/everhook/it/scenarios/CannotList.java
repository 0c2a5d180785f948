package dev.everhook.it.scenarios;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Passes over the scenarios that a backend cannot play, and prints all of them in one list at the
 * end of the run: nobody is to take a run for more than it was.
 */
final class CannotList implements BeforeAllCallback, ExecutionCondition {
  private final Supplier<Backend> backend;
  private volatile Lines lines = new Lines();

  /** What is printed when the run ends. */
  private static final class Lines implements AutoCloseable {
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void close() {
      if (!all.isEmpty()) {
        System.out.println("Scenarios that were not played:");
        all.stream().sorted().forEach(line -> System.out.println("  " + line));
      }
    }
  }

  CannotList(Supplier<Backend> backend) {
    this.backend = backend;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    lines =
        context
            .getRoot()
            .getStore(Namespace.create(CannotList.class))
            .computeIfAbsent(Lines.class, _ -> new Lines(), Lines.class);
  }

  /** Says that a whole backend is not there. */
  void addAll(Class<?> test, String reason) {
    lines.all.add(name(test) + ": every scenario: " + reason);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), Plays.class)
        .map(plays -> evaluate(plays.value(), context.getRequiredTestClass()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("no scenario"));
  }

  private ConditionEvaluationResult evaluate(Scenario scenario, Class<?> test) {
    String reason = backend.get().cannot().get(scenario);
    if (reason == null) {
      return ConditionEvaluationResult.enabled("the backend can");
    }
    lines.all.add(name(test) + ": " + scenario + ": " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  private static String name(Class<?> test) {
    return test.getSimpleName().replace("ScenariosIT", "").toLowerCase(Locale.ROOT);
  }
}
