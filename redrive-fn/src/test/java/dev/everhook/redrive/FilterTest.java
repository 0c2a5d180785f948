package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.DeadLetterReason;
import dev.everhook.core.OutgoingMessage;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import dev.everhook.core.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Letters by id: dead-1 to dead-5, of which each is another. */
class FilterTest {
  private final RedriveFunction function = new RedriveFunction();

  @BeforeEach
  void fourLettersAndOneThatIsNone() {
    put("r-0", DeadLetterReason.REJECTED, 400, null);
    put("r-1", DeadLetterReason.EXHAUSTED, 503, null);
    put("r-2", DeadLetterReason.EXHAUSTED, null, "timeout");
    function.clock.advance(Duration.ofHours(1));
    var slot = new RefreshRequest.Scheduled("arn", SettableClock.START);
    function.deadLetters.move(new OutgoingMessage(RefreshRequestJson.write(slot)));
    function.deadLetters.send(new OutgoingMessage("hello", Map.of("reason", "malformed")));
    function.clock.advance(Duration.ofHours(1));
  }

  private void put(
      String id, DeadLetterReason reason, @Nullable Integer status, @Nullable String errorCode) {
    var notice = RedriveFunction.notice(id, reason, status, errorCode);
    function.deadLetters.send(new OutgoingMessage(RedriveFunction.body(id), notice.attributes()));
  }

  private List<String> listed(String filter) {
    return function
        .invoke("{\"action\":\"list\",\"filter\":" + filter + "}")
        .path("letters")
        .valueStream()
        .map(letter -> letter.path("messageId").textValue())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          null | dead-1 dead-2 dead-3 dead-4 dead-5
          {} | dead-1 dead-2 dead-3 dead-4 dead-5
          {"reasons":["rejected","crashed"]} | dead-1 dead-4
          {"reasons":["malformed"]} | dead-5
          {"statuses":["400"]} | dead-1
          {"statuses":["404","500-599"]} | dead-2
          {"statuses":["100-999"]} | dead-1 dead-2
          {"errorCodes":["timeout","dns"]} | dead-3
          {"triggers":["schedule"]} | dead-4
          {"triggers":["manual"]} | dead-1 dead-2 dead-3
          {"messageIds":["dead-5","dead-2"]} | dead-2 dead-5
          {"olderThan":7200} | dead-1 dead-2 dead-3
          {"olderThan":7201} | ``
          {"youngerThan":7200} | dead-4 dead-5
          {"olderThan":3600,"youngerThan":3601} | dead-4 dead-5
          {"reasons":["exhausted"],"statuses":["500-599"]} | dead-2
          {"reasons":["rejected"],"statuses":["500-599"]} | ``
          """)
  void a_letter_is_meant_if_every_given_part_matches(String filter, String ids) {
    assertThat(listed(filter)).isEqualTo(ids.isEmpty() ? List.of() : List.of(ids.split(" ")));
  }

  @Test
  void a_letter_is_found_by_the_key_of_its_delivery() {
    assertThat(listed("{\"keys\":[\"%s\"]}".formatted(RedriveFunction.notice("r-1").key())))
        .containsExactly("dead-2");
  }

  @Test
  void plan_redrive_and_archive_take_the_same_filter() {
    String filter = ",\"filter\":{\"reasons\":[\"exhausted\"]}}";

    JsonNode plan = function.invoke("{\"action\":\"plan\"" + filter);
    JsonNode redrive = function.invoke("{\"action\":\"redrive\",\"limit\":1" + filter);
    JsonNode archive = function.invoke("{\"action\":\"archive\"" + filter);

    assertThat(plan.path("matched").intValue()).isEqualTo(2);
    assertThat(redrive.path("moved").intValue()).isEqualTo(1);
    assertThat(archive.path("archived").intValue()).isEqualTo(1);
    assertThat(function.deadLetters.messages())
        .extracting(message -> message.id())
        .containsExactly("dead-1", "dead-4", "dead-5");
  }

  @Test
  void a_filter_that_matches_nothing_is_a_plan_of_zero() {
    JsonNode plan = function.invoke("{\"action\":\"plan\",\"filter\":{\"reasons\":[\"unsent\"]}}");

    assertThat(plan.path("read").intValue()).isEqualTo(5);
    assertThat(plan.path("matched").intValue()).isZero();
    assertThat(plan.path("groups")).isEmpty();
  }
}
