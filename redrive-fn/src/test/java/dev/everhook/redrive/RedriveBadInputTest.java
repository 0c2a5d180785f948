package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.QueueFaults.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedriveBadInputTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | action: must be 'list' or 'redrive'
          {"action":"Redrive"} | action: must be 'list' or 'redrive'
          {"action":1} | action: must be a string
          {"action":"redrive","limit":0} | limit: must be from 1 to 100000
          {"action":"list","limit":10001} | limit: must be from 1 to 10000
          {"action":"redrive","limit":-1} | limit: must be from 1 to 100000
          {"action":"redrive","limit":100001} | limit: must be from 1 to 100000
          {"action":"redrive","limit":99999999999} | limit: must be an integer
          {"action":"redrive","limit":"10"} | limit: must be an integer
          {"action":"redrive","limit":1.5} | limit: must be an integer
          {"action":"redrive","Limit":1} | Limit: is not a field of a redrive; allowed are action and limit
          {"a\\nb":1} | a?b: is not a field of a redrive; allowed are action and limit
          `` | request: must be a JSON object
          [] | request: must be a JSON object
          "redrive" | request: must be a JSON object
          {"action":"redrive"} {} | request: must be one JSON object, with nothing after it
          {"action":"redrive" | request: must be JSON: not valid at line 1, column 20
          """)
  void it_is_named_by_field_and_rule_and_no_queue_is_touched(String event, String problem) {
    RedriveFunction function = new RedriveFunction().withDeadLetters(1);

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> function.invoke(event))
        .withMessage(problem);
    assertThat(function.deadLetters.calls(Call.RECEIVE)).isZero();
    assertThat(function.events).isEmpty();
  }

  @Test
  void a_limit_of_null_counts_as_left_out() {
    RedriveFunction function = new RedriveFunction().withDeadLetters(1);

    assertThat(function.invoke("{\"action\":\"redrive\",\"limit\":null}").path("moved").intValue())
        .isEqualTo(1);
  }
}
