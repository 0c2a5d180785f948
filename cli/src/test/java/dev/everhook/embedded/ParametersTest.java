package dev.everhook.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everhook.core.InvalidSettingsException;
import dev.everhook.infra.Template;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private final Template template = Template.load();

  @Test
  void defaults_are_those_of_the_template() {
    Parameters parameters = Parameters.read(template, List.of());

    template
        .parameters()
        .forEach(
            (name, parameter) ->
                assertThat(parameters.values().get(name)).isEqualTo(parameter.defaultValue()));
    assertThat(parameters.isGiven("WebhookTimeout")).isFalse();
  }

  @Test
  void a_value_may_hold_an_equals_sign() {
    Parameters parameters =
        Parameters.read(template, List.of("WebhookUrl=https://example.com/?a=b"));

    assertThat(parameters.value("WebhookUrl")).isEqualTo("https://example.com/?a=b");
    assertThat(parameters.isGiven("WebhookUrl")).isTrue();
  }

  @Test
  void every_problem_is_said_at_once() {
    assertThatThrownBy(
            () ->
                Parameters.read(
                    template,
                    List.of(
                        "maxattempts=3",
                        "BatchSize=0",
                        "LogLevel",
                        "Colour=red",
                        "WebhookTimeout=10",
                        "WebhookTimeout=30")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("maxattempts: is not a parameter; did you mean MaxAttempts?")
        .hasMessageContaining("BatchSize: must be a whole number from 1 to 10")
        .hasMessageContaining("LogLevel: write it as Name=value")
        .hasMessageContaining("Colour: is not a parameter; there are WebhookUrl,")
        .hasMessageContaining("WebhookTimeout: is given twice");
  }

  @Test
  void seconds_are_allowed_in_the_embedded_run_alone() {
    String expression = "rate(5 seconds)";

    assertThat(template.parameters())
        .hasEntrySatisfying(
            "ScheduleExpression",
            parameter -> assertThat(parameter.problem(expression)).isPresent());
    assertThat(
            Parameters.read(template, List.of("ScheduleExpression=" + expression))
                .value("ScheduleExpression"))
        .isEqualTo(expression);
  }

  @Test
  void what_matters_in_aws_alone_is_told_when_it_is_given() {
    assertThat(
            Parameters.read(template, List.of("HeartbeatHours=9", "MaxAttempts=2")).givenInVain())
        .containsExactly("HeartbeatHours");
  }
}
