package dev.everhook.it.scenarios;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The system properties by which the SDK finds AWS somewhere else, until they are closed. */
final class SdkProperties implements AutoCloseable {
  private final Map<String, String> before = new HashMap<>();

  static SdkProperties leadingTo(URI endpoint) {
    SdkProperties properties = new SdkProperties();
    properties.set("aws.endpointUrl", endpoint.toString());
    properties.set("aws.accessKeyId", "local");
    properties.set("aws.secretAccessKey", "local");
    return properties;
  }

  private void set(String name, String value) {
    String old = System.setProperty(name, value);
    before.put(name, old == null ? "" : old);
  }

  @Override
  public void close() {
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }
}
