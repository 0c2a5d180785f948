package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing in the template is of no use, and nothing refers to what is not there. */
class ReferenceRulesTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z:]+)");

  /** Every name that is referred to in resources, outputs and conditions. */
  private static Set<String> references() {
    Set<String> names = new HashSet<>();
    List.of("Resources", "Outputs", "Conditions")
        .forEach(section -> gather(Stacks.TEMPLATE.section(section), names));
    return names;
  }

  private static void gather(Object node, Set<String> names) {
    switch (node) {
      case Map<?, ?> map ->
          map.forEach(
              (key, value) -> {
                switch (key.toString()) {
                  case "Ref", "Condition" -> names.add(value.toString());
                  case "Fn::GetAtt", "Fn::If", "Fn::FindInMap" ->
                      names.add(((List<?>) value).getFirst().toString());
                  default -> {}
                }
                gather(value, names);
              });
      case List<?> list -> list.forEach(item -> gather(item, names));
      case String text -> VARIABLE.matcher(text).results().forEach(m -> names.add(m.group(1)));
      default -> {}
    }
  }

  @Test
  void every_parameter_is_used() {
    assertThat(references()).containsAll(Stacks.TEMPLATE.parameters().keySet());
  }

  @Test
  void every_condition_and_mapping_is_used() {
    assertThat(references()).containsAll(keys("Conditions")).containsAll(keys("Mappings"));
  }

  private static List<String> keys(String section) {
    return Stacks.TEMPLATE.section(section).keySet().stream().map(Object::toString).toList();
  }

  @Test
  void every_parameter_is_in_one_group() {
    List<String> grouped = new ArrayList<>();
    Object groups =
        Stacks.field(
            Stacks.field(Stacks.TEMPLATE.section("Metadata"), "AWS::CloudFormation::Interface"),
            "ParameterGroups");
    for (Object group : (List<?>) groups) {
      ((List<?>) Stacks.field(group, "Parameters")).forEach(name -> grouped.add(name.toString()));
    }

    assertThat(grouped).containsExactlyInAnyOrderElementsOf(Stacks.TEMPLATE.parameters().keySet());
  }

  @Test
  void the_dashboard_is_json_with_all_that_an_operator_asks_for() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(Stacks.PLAIN.resource("Dashboard").text("DashboardBody"));

    assertThat(dashboard.path("widgets"))
        .extracting(widget -> widget.path("properties").path("title").asText())
        .containsExactly(
            "Schedule",
            "Attempts by outcome",
            "Duration of a call (ms)",
            "Lag: from the slot to its delivery (ms)",
            "Refresh queue",
            "Dead letters",
            "Worker",
            "What costs money, a day");
  }

  @Test
  void the_command_finds_its_outputs() {
    assertThat(Stacks.PLAIN.outputs())
        .containsKeys(
            "EnqueueFunction", "RedriveFunction", "WorkerFunction", "WorkerMapping", "Schedule");
  }

  @Test
  void every_output_is_described() {
    assertThat(Stacks.TEMPLATE.section("Outputs").values())
        .allSatisfy(output -> assertThat(((Map<?, ?>) output).get("Description")).isNotNull());
  }
}
