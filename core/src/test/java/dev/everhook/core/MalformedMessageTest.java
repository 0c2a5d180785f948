package dev.everhook.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever arrives, reading it does no worse than say in one line, without a quotation, what is
 * wrong.
 */
class MalformedMessageTest {
  private static final String SECRET = "S3CR3T";

  private static void assertReadOrRefused(String body) {
    try {
      assertThat(RefreshRequestJson.read(body)).isNotNull();
    } catch (InvalidRequestException e) {
      assertThat(e.getMessage())
          .hasSizeLessThan(200)
          .startsWith(e.field() + ": ")
          .doesNotContain(SECRET)
          .matches(message -> message.codePoints().noneMatch(Character::isISOControl));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void arbitrary_bytes_are_read_or_refused(int seed) {
    byte[] bytes = new byte[new Random(seed).nextInt(5_000)];
    new Random(seed).nextBytes(bytes);

    assertReadOrRefused(new String(bytes, StandardCharsets.UTF_8));
    assertReadOrRefused(new String(bytes, StandardCharsets.ISO_8859_1));
    assertReadOrRefused("{\"version\":1," + new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("dev.everhook.core.Seeds#seeds")
  void mutated_messages_are_read_or_refused(int seed) {
    Random random = new Random(seed);
    String valid =
        """
        {"version":1,"trigger":"%s","scheduleArn":"S3CR3T","scheduledTime":"2026-01-01T00:00:00Z",
         "requestId":"S3CR3T","requestedBy":"S3CR3T","reason":"S3CR3T","notAfter":"S3CR3T","payload":%s}
        """
            .formatted(
                random.nextBoolean() ? "schedule" : "manual",
                "{\"S3CR3T\":" + new RandomJson(random, false).value() + "}");
    for (int i = 0; i < 25; i++) {
      assertReadOrRefused(mutated(valid, random));
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutant = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int from = random.nextInt(mutant.length() + 1);
      int to = Math.min(mutant.length(), from + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> mutant.delete(from, to);
        case 1 -> mutant.insert(from, (char) random.nextInt(0x10000));
        case 2 -> mutant.insert(from, "{}[]\",:\\0-e\u0000".charAt(random.nextInt(12)));
        case 3 -> mutant.insert(from, mutant.substring(from, to));
        default -> mutant.setLength(from);
      }
    }
    return mutant.toString();
  }

  static Stream<String> extremes() {
    String manual = "{\"version\":1,\"trigger\":\"manual\",\"requestId\":";
    String endless = "x".repeat(1_000_000);
    return Stream.of(
        "[".repeat(500_000),
        "{\"a\":".repeat(500_000),
        manual + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + "}",
        "{\"version\":" + "9".repeat(100_000) + "}",
        "{\"version\":1e999999999}",
        "{\"version\":-" + "9".repeat(999) + "}",
        "{\"payload\":1." + "0".repeat(100_000) + "e1}",
        manual + "\"" + endless + "\",\"requestedBy\":\"b\",\"reason\":\"r\"}",
        "{\"" + endless + "\":1}",
        "\uFEFF{\"version\":1}",
        "\u0000",
        "{\"version\":1\u0000}",
        manual + "\"\\u0000\",\"requestedBy\":\"b\",\"reason\":\"r\"}",
        manual + "\"\uD800\",\"requestedBy\":\"b\",\"reason\":\"r\"}",
        " ".repeat(1_000_000),
        "\n".repeat(1_000_000) + "x",
        "{\"scheduledTime\":\"+999999999999-01-01T00:00:00Z\",\"scheduleArn\":\"a\","
            + "\"version\":1,\"trigger\":\"schedule\"}",
        "{\"scheduledTime\":\"-1000000000-01-01T00:00:00+18:00\",\"scheduleArn\":\"a\","
            + "\"version\":1,\"trigger\":\"schedule\"}");
  }

  @ParameterizedTest(name = "extreme {index}")
  @MethodSource("extremes")
  void extremes_are_read_or_refused(String body) {
    assertReadOrRefused(body);
  }
}
