package dev.everhook.core;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Something that writes itself as JSON. */
@FunctionalInterface
public interface JsonContent {
  /** Writes one whole value. */
  void writeTo(JsonGenerator generator) throws IOException;
}
