package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OutgoingMessageTest {

  @Test
  void its_size_counts_names_types_and_values_of_attributes_in_bytes() {
    var message = new OutgoingMessage("größe 😀", Map.of("death", "1", "reason", "é"));

    int body = "gr".length() + 2 + 2 + "e ".length() + 4;
    int attributes =
        "death".length() + "String".length() + 1 + "reason".length() + "String".length() + 2;
    assertThat(message.bytes()).isEqualTo(body + attributes);
  }
}
