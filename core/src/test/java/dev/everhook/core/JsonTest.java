package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JsonTest {

  private static Map<String, JsonField> fields(String json) throws Exception {
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      assertThat(parser.nextToken()).isNotNull();
      return Json.fields(parser, json);
    }
  }

  private static JsonField field(Map<String, JsonField> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  @Test
  void each_field_has_its_own_text_as_written() throws Exception {
    String json =
        """
        { "a" : 1.00 ,"b":"\\u00e9",
          "c": [ 1, {"d" : "}"} ] , "e":{}, "f":null, "g" :\ttrue }\
        """;

    assertThat(fields(json).values())
        .extracting(JsonField::raw)
        .containsExactly("1.00", "\"\\u00e9\"", "[ 1, {\"d\" : \"}\"} ]", "{}", "null", "true");
    assertThat(field(fields(json), "b").string()).isEqualTo("é");
  }

  @Test
  void a_text_of_each_field_holds_beyond_the_readers_buffer() throws Exception {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 5_000; i++) {
      json.append("\"é").append(i).append("\": \"😀").append(i).append("\",");
    }

    Map<String, JsonField> fields = fields(json.append("\"end\":-12.50}").toString());

    for (int i = 0; i < 5_000; i++) {
      assertThat(field(fields, "é" + i).raw()).isEqualTo("\"😀" + i + "\"");
    }
    assertThat(field(fields, "end").raw()).isEqualTo("-12.50");
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused_and_never_replaced() {
    assertThat(Json.text("größe 😀".getBytes(StandardCharsets.UTF_8))).isEqualTo("größe 😀");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> Json.text("größe".getBytes(StandardCharsets.ISO_8859_1)))
        .withMessage("request: must be JSON in UTF-8");
  }
}
