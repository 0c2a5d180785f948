package dev.everhook.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.core.RefreshRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes in, an answer goes out, and what it calls accepted is on the queue and readable.
 */
class EnqueueAnyInputTest {
  private static final List<String> EVENTS =
      List.of(
          EnqueueFunction.event("function-url-post.json"),
          EnqueueFunction.event("function-url-base64.json"),
          """
          [{"requestId":"a","payload":{"n":[1,"é"]}},{"requestedBy":"b","reason":"c"},
           {"requestId":"d","notAfter":"2027-01-01T00:00:00Z"}]\
          """);

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  private static byte[] mutated(byte[] event, Random random) {
    byte[] mutant = event.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(mutant.length);
      mutant[at] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : (byte) "{}[]\",:\\0nu ".charAt(random.nextInt(12));
    }
    return random.nextInt(4) > 0
        ? mutant
        : new String(mutant, StandardCharsets.ISO_8859_1)
            .substring(random.nextInt(mutant.length))
            .getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void it_is_answered_and_the_answer_is_true(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 10; i++) {
      EnqueueFunction function = new EnqueueFunction();
      String event = EVENTS.get(random.nextInt(EVENTS.size()));

      JsonNode response = function.invoke(mutated(event.getBytes(StandardCharsets.UTF_8), random));

      JsonNode answer = response.has("statusCode") ? EnqueueFunction.body(response) : response;
      assertThat(answer.path("accepted").size() + answer.path("errors").size()).isPositive();
      assertThat(function.queued())
          .extracting(RefreshRequest.Manual::requestId)
          .isEqualTo(
              answer
                  .path("accepted")
                  .valueStream()
                  .map(a -> a.path("requestId").textValue())
                  .toList());
    }
  }
}
