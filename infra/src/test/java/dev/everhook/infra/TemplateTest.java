package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final Template TEMPLATE = Template.load();

  @Test
  void a_number_of_a_mapping_is_found() {
    assertThat(TEMPLATE.number("Queues", "Refresh", "MaxReceiveCount")).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource({
    "Times, 601, Lease",
    "Times, 600, lease",
    "Time, 600, Lease",
    "Queues, DeadLetter, MaxReceiveCount"
  })
  void a_number_that_the_template_has_not_is_named(String mapping, String top, String second) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEMPLATE.number(mapping, top, second))
        .withMessage("no number at %s.%s.%s in the template".formatted(mapping, top, second));
  }

  @Test
  void its_parameters_cannot_be_changed() {
    Map<String, Parameter> parameters = TEMPLATE.parameters();

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> parameters.remove("WebhookUrl"));
  }
}
