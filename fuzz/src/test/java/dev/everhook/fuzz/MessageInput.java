package dev.everhook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everhook.core.InvalidRequestException;
import dev.everhook.core.RefreshRequest;
import dev.everhook.core.RefreshRequestJson;
import java.nio.charset.StandardCharsets;

/**
 * A message is a refresh request, which reads the same when it is written, or is refused by field.
 */
final class MessageInput implements Target.Check {
  @Override
  public void check(byte[] input) {
    RefreshRequest request;
    try {
      request = RefreshRequestJson.read(new String(input, StandardCharsets.UTF_8));
    } catch (InvalidRequestException e) {
      assertThat(e.getMessage()).startsWith(e.field() + ": ").doesNotContain("\n");
      return;
    }
    assertThat(RefreshRequestJson.read(RefreshRequestJson.write(request))).isEqualTo(request);
    assertThat(request.key(0)).isNotEqualTo(request.key(1));
  }
}
