package dev.everhook.infra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the template makes: with as little as may be given, and with all that may be. */
final class Stacks {
  static final Template TEMPLATE = Template.load();
  static final String WEBHOOK = "https://example.com/functions/v1/refresh-watch";
  static final String KEY =
      "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  static final String SECRET =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hook-AbCdEf";

  static final Stack PLAIN = of(Map.of());
  static final Stack FULL =
      of(
          Map.of(
              "KmsKeyArn", KEY,
              "SecretArn", SECRET,
              "AlarmEmail", "ada@example.com",
              "EnqueueUrl", "enabled",
              "ScheduleStartDate", "2026-01-31T12:00:00Z",
              "FlexibleWindowMinutes", "15"));

  private Stacks() {}

  /** A field that must be there. */
  static Object field(Object map, String name) {
    return Objects.requireNonNull(((Map<?, ?>) map).get(name), name);
  }

  /** A stack with these parameters, and the webhook's URL. */
  static Stack of(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("WebhookUrl", WEBHOOK);
    return TEMPLATE.stack(all, ResourceNames.placeholders());
  }

  static List<Stack> both() {
    return List.of(PLAIN, FULL);
  }

  /** A statement of a policy, and the resource that it stands in. */
  record Statement(String in, Map<?, ?> fields) {
    boolean allows() {
      return "Allow".equals(fields.get("Effect"));
    }

    List<String> actions() {
      return texts(fields.get("Action"));
    }

    List<String> resources() {
      return texts(fields.get("Resource"));
    }

    private static List<String> texts(@Nullable Object one) {
      if (one == null) {
        return List.of();
      }
      return one instanceof List<?> many
          ? many.stream().map(Object::toString).toList()
          : List.of(one.toString());
    }
  }

  /** The statements of what roles may do and of what resources allow; not those of trust. */
  static List<Statement> statements(Stack stack) {
    List<Statement> statements = new ArrayList<>();
    for (Resource resource : stack.resources().values()) {
      documents(resource)
          .flatMap(document -> ((List<?>) field(document, "Statement")).stream())
          .forEach(fields -> statements.add(new Statement(resource.name(), (Map<?, ?>) fields)));
    }
    return statements;
  }

  private static Stream<Object> documents(Resource resource) {
    Stream<Object> own = Stream.ofNullable(resource.properties().get("PolicyDocument"));
    Stream<Object> ofRole =
        resource.has("Policies")
            ? resource.list("Policies").stream()
                .map(policy -> (Object) ((Map<?, ?>) policy).get("PolicyDocument"))
            : Stream.of();
    return Stream.concat(own, ofRole);
  }

  static List<Statement> statements(Stack stack, Predicate<Statement> wanted) {
    return statements(stack).stream().filter(wanted).toList();
  }
}
