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
          {} | action: must be one of list, plan, redrive, archive, restore, sweep, operation, stop, deliveries, status
          {"action":"Redrive"} | action: must be one of list, plan, redrive, archive, restore, sweep, operation, stop, deliveries, status
          {"action":1} | action: must be a string
          {"action":"redrive","limit":0} | limit: must be from 1 to 100000
          {"action":"list","limit":10001} | limit: must be from 1 to 10000
          {"action":"redrive","limit":-1} | limit: must be from 1 to 100000
          {"action":"redrive","limit":100001} | limit: must be from 1 to 100000
          {"action":"redrive","limit":99999999999} | limit: must be an integer
          {"action":"redrive","limit":"10"} | limit: must be an integer
          {"action":"redrive","limit":1.5} | limit: must be an integer
          {"action":"plan","Limit":1} | Limit: is not a field of 'plan'; allowed are action, source, filter, limit
          {"action":"status","a\\nb":1} | a?b: is not a field of 'status'; allowed are action
          {"action":"plan","source":"elsewhere"} | source: must be 'dead-letters' or 'scheduler'
          {"action":"list","withBody":"yes"} | withBody: must be true or false
          {"action":"redrive","ratePerSecond":0} | ratePerSecond: must be from 1 to 100000
          {"action":"redrive","deadBy":"yesterday"} | deadBy: must be an instant such as 2026-11-27T12:00:00Z
          {"action":"archive","deadBy":1} | deadBy: must be a string
          {"action":"redrive","newGeneration":true} | confirm: must be 'new-keys' with newGeneration, and only then
          {"action":"redrive","confirm":"new-keys"} | confirm: must be 'new-keys' with newGeneration, and only then
          {"action":"redrive","newGeneration":true,"confirm":"yes"} | confirm: must be 'new-keys' with newGeneration, and only then
          {"action":"redrive","newGeneration":true,"confirm":"new-keys","source":"scheduler"} | newGeneration: is for dead letters: what the scheduler did not send has no key yet
          {"action":"redrive","operationId":""} | operationId: must be 1 to 64 of A-Z, a-z, 0-9 and hyphens
          {"action":"redrive","operationId":"../x"} | operationId: must be 1 to 64 of A-Z, a-z, 0-9 and hyphens
          {"action":"redrive","requestedBy":" "} | requestedBy: must not be blank
          {"action":"stop"} | operationId: must be 1 to 64 of A-Z, a-z, 0-9 and hyphens
          {"action":"restore"} | archive: must be the name of an archive: 1 to 64 of A-Z, a-z, 0-9 and hyphens
          {"action":"restore","archive":"../a"} | archive: must be the name of an archive: 1 to 64 of A-Z, a-z, 0-9 and hyphens
          {"action":"restore","archive":"a","to":"b"} | to: must be 'refresh-queue' or 'dead-letters'
          {"action":"deliveries","limit":1001} | limit: must be from 1 to 1000
          {"action":"deliveries","keys":["A"]} | keys: must be a list of lower-case UUIDs
          {"action":"deliveries","keys":["A"],"limit":1} | keys: must be at most 100, and without a limit
          {"action":"plan","filter":[]} | filter: must be a JSON object
          {"action":"plan","filter":{"reason":"x"}} | filter.reason: is not a field of a filter; allowed are reasons, statuses, errorCodes, triggers, keys, messageIds, olderThan, youngerThan
          {"action":"plan","filter":{"reasons":[]}} | filter.reasons: must be a list of 1 to 1000 strings
          {"action":"plan","filter":{"reasons":"rejected"}} | filter.reasons: must be a list of 1 to 1000 strings
          {"action":"plan","filter":{"reasons":["rejected",1]}} | filter.reasons: must be a list of 1 to 1000 strings
          {"action":"plan","filter":{"reasons":["Rejected"]}} | filter.reasons: must be a list of [rejected, unauthorized, exhausted, deferred, expired, malformed, crashed, unsent]
          {"action":"plan","filter":{"statuses":["5xx"]}} | filter.statuses: must be a list of statuses such as '404' or '500-599'
          {"action":"plan","filter":{"statuses":["599-500"]}} | filter.statuses: must be a list of statuses such as '404' or '500-599'
          {"action":"plan","filter":{"errorCodes":["Time Out"]}} | filter.errorCodes: must be a list of words of a-z, 0-9 and _
          {"action":"plan","filter":{"triggers":["cron"]}} | filter.triggers: must be a list of [schedule, manual]
          {"action":"plan","filter":{"keys":["A"]}} | filter.keys: must be a list of lower-case UUIDs
          {"action":"plan","filter":{"messageIds":[""]}} | filter.messageIds: must be a list of ids of messages
          {"action":"plan","filter":{"olderThan":-1}} | filter.olderThan: must be from 0 to 31536000
          {"action":"plan","filter":{"olderThan":60,"youngerThan":60}} | filter.youngerThan: must be more than olderThan, or nothing can match
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
