package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefreshRequestRoundTripTest {
  private static final ObjectMapper OTHER_READER = new ObjectMapper();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void every_valid_request_survives_writing_and_reading(int seed) {
    RefreshRequest request = new RandomRequests(seed).request();

    assertThat(RefreshRequestJson.read(RefreshRequestJson.write(request))).isEqualTo(request);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void what_is_written_fits_sqs(int seed) {
    String json = RefreshRequestJson.write(new RandomRequests(seed).request());

    assertThat(json.codePoints()).allMatch(Text::isAllowedInSqs);
    assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200 * 1024);
    assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(json);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void any_json_reader_understands_what_is_written(int seed) throws Exception {
    RefreshRequest.Manual request = new RandomRequests(seed).manual();

    JsonNode json = OTHER_READER.readTree(RefreshRequestJson.write(request));

    assertThat(json.path("version").intValue()).isEqualTo(1);
    assertThat(json.path("trigger").textValue()).isEqualTo("manual");
    assertThat(json.path("requestId").textValue()).isEqualTo(request.requestId());
    assertThat(json.path("requestedBy").textValue()).isEqualTo(request.requestedBy());
    assertThat(json.path("reason").textValue()).isEqualTo(request.reason());
    assertThat(json.has("payload")).isEqualTo(request.payload() != null);
    assertThat(json.has("notAfter")).isEqualTo(request.notAfter() != null);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void the_payload_comes_out_as_the_very_text_that_went_in(int seed) {
    String json = new RandomJson(new Random(seed), true).value();
    var request = new RefreshRequest.Manual("id", "by", "why", new Payload(json), null);

    Payload read = RefreshRequestJson.read(RefreshRequestJson.write(request)).payload();

    assertThat(read).isNotNull();
    assertThat(read.json()).isEqualTo(json);
    assertThat(read.bytes()).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
  }
}
