package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StackTest {
  private static final ResourceNames NAMES = ResourceNames.placeholders();

  @Test
  void a_parameter_is_in_force_wherever_it_is_referred_to() {
    Stack stack = Stacks.of(Map.of("MaxAttempts", "3"));

    assertThat(stack.function("WorkerFunction").environment()).containsEntry("MAX_ATTEMPTS", "3");
  }

  @Test
  void a_value_that_is_not_allowed_is_refused_with_its_rule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stacks.of(Map.of("BatchSize", "11")))
        .withMessage("BatchSize: must be a whole number from 1 to 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stacks.of(Map.of("Batchsize", "1")))
        .withMessage("Batchsize: is not a parameter");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stacks.TEMPLATE.stack(Map.of(), NAMES))
        .withMessage("WebhookUrl: is missing");
  }

  @Test
  void what_is_not_there_is_named() {
    Resource queue = Stacks.PLAIN.resource("RefreshQueue");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stacks.PLAIN.resource("Queue"))
        .withMessage("the stack has no resource Queue");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.text("RedrivePolicy", "source"))
        .withMessage("RefreshQueue has no property RedrivePolicy.source");
  }

  @Test
  void an_attribute_is_asked_of_its_resource() {
    assertThat(Stacks.PLAIN.outputs())
        .containsEntry("WorkerFunction", "${WorkerFunction}")
        .containsEntry("WorkerRole", "${WorkerRole.Arn}")
        .containsEntry("SecretArn", "${WebhookSecret}");
    assertThat(Stacks.FULL.outputs())
        .containsEntry("SecretArn", Stacks.SECRET)
        .containsEntry("EnqueueUrl", "${EnqueueFunctionUrl.FunctionUrl}");
  }
}
