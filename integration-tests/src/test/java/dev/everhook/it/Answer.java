package dev.everhook.it;

import java.util.Map;

/** What a webhook answers. */
public sealed interface Answer {
  /** An answer with headers. */
  record Status(int code, Map<String, String> headers) implements Answer {
    public Status {
      headers = Map.copyOf(headers);
    }
  }

  /** None: the connection ends once the call was read. */
  record HangUp() implements Answer {}

  /** An answer without headers. */
  static Answer status(int code) {
    return new Status(code, Map.of());
  }
}
