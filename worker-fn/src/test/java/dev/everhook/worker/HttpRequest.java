package dev.everhook.worker;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A request as it stood on the wire. */
final class HttpRequest {
  private final String line;
  private final List<String> headers;
  private final byte[] body;

  private HttpRequest(String line, List<String> headers, byte[] body) {
    this.line = line;
    this.headers = headers;
    this.body = body;
  }

  static HttpRequest parse(String head, byte[] body) {
    List<String> lines = Arrays.asList(head.split("\r\n"));
    return new HttpRequest(lines.getFirst(), lines.subList(1, lines.size()), body);
  }

  /** The request line. */
  String line() {
    return line;
  }

  /** The value of the only header of that name. */
  Optional<String> header(String name) {
    List<String> values =
        headers.stream()
            .filter(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
            .map(header -> header.substring(name.length() + 1).strip())
            .toList();
    if (values.size() > 1) {
      throw new AssertionError("more than one header " + name + ": " + values);
    }
    return values.stream().findFirst();
  }

  /** The names of its headers, in their order. */
  List<String> headerNames() {
    return headers.stream().map(header -> header.substring(0, header.indexOf(':'))).toList();
  }

  /** The key of the delivery that it is of. */
  String key() {
    return header("webhook-id").orElseThrow();
  }

  byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return line + " " + headers;
  }
}
