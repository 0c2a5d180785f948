package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The names and defaults that the pages promise, one by one. */
class TemplateParametersTest {
  private static final Template TEMPLATE = Template.load();

  static List<Parameter> parameters() {
    return List.copyOf(TEMPLATE.parameters().values());
  }

  private static Parameter parameter(String name) {
    return parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "(required)",
      textBlock =
          """
          WebhookUrl, (required)
          AllowPlainHttp, false
          WebhookTimeout, 600
          ScheduleExpression, rate(72 hours)
          ScheduleTimezone, UTC
          ScheduleStartDate, ''
          ScheduleState, ENABLED
          FlexibleWindowMinutes, 0
          MaxAttempts, 8
          RetryBaseDelay, 60
          RetryMaxDelay, 39600
          SlotExpiry, ''
          RetryStatuses, ''
          RejectStatuses, ''
          IdempotencyKeyFormat, quoted
          BatchSize, 10
          MaxConcurrency, 2
          SecretArn, ''
          KmsKeyArn, ''
          AlarmEmail, ''
          HeartbeatHours, 78
          WorkerMemory, 1024
          EnqueueMemory, 1024
          RedriveMemory, 1024
          Architecture, arm64
          LogLevel, INFO
          LogRetentionDays, 30
          EnqueueUrl, disabled
          """)
  void a_parameter_has_its_default(String name, String defaultValue) {
    assertThat(parameter(name).defaultValue()).isEqualTo(defaultValue);
  }

  @Test
  void there_is_no_parameter_besides() {
    assertThat(TEMPLATE.parameters()).hasSize(28);
    assertThat(parameters())
        .extracting(Parameter::name)
        .containsExactlyElementsOf(TEMPLATE.parameters().keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parameters")
  void a_default_keeps_the_rules_of_its_parameter(Parameter parameter) {
    if (parameter.defaultValue() != null) {
      assertThat(parameter.problem(parameter.defaultValue())).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parameters")
  void each_has_a_type_of_cloudformation_a_sentence_and_a_rule_in_words(Parameter parameter) {
    assertThat(parameter.type()).isIn("String", "Number");
    assertThat(parameter.description()).matches("[A-Z].*[.]");
    if (parameter.allowedPattern() != null) {
      assertThat(parameter.constraint()).isNotBlank();
    }
    if (parameter.type().equals("Number") && parameter.allowedValues().isEmpty()) {
      assertThat(parameter.least()).isNotNull();
      assertThat(parameter.most()).isNotNull();
    }
  }

  @Test
  void the_timeout_may_be_what_the_pages_say() {
    assertThat(parameter("WebhookTimeout").allowedValues())
        .containsExactly("10", "30", "60", "120", "300", "600", "780");
  }
}
