package dev.everhook.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON reader and writer of the pipeline: streaming, strict, and without classes to load
 * for binding.
 */
public final class Json {
  /** Makes parsers and generators; its defaults bound nesting and the length of numbers. */
  public static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Writes with a generator into a string; {@code content} cannot fail but by a bug of ours. */
  public static String write(JsonContent content) {
    StringWriter text = new StringWriter();
    try (var generator = FACTORY.createGenerator(text)) {
      content.writeTo(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Reads bytes as text, strictly: what is not UTF-8 is never replaced by something else.
   *
   * @throws InvalidRequestException if they are not UTF-8
   */
  public static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidRequestException("request", "must be JSON in UTF-8");
    }
  }

  /**
   * Reads the fields of the object at which {@code parser} stands, each with its own text.
   *
   * @param source the whole text that {@code parser} reads
   */
  public static Map<String, JsonField> fields(JsonParser parser, String source) throws IOException {
    Map<String, JsonField> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      int start = (int) parser.currentTokenLocation().getCharOffset();
      @Nullable String text = token.isScalarValue() ? parser.getText() : null;
      parser.skipChildren();
      int end = (int) parser.currentLocation().getCharOffset();
      fields.put(name, new JsonField(name, token, source.substring(start, end), text));
    }
    return fields;
  }

  /**
   * What a parser complains of, in one line, without a quotation of the input, which may be
   * private.
   */
  public static String problem(IOException e) {
    if (e instanceof StreamConstraintsException) {
      return "nested too deep, or with a number or name that is too long";
    }
    if (e instanceof JsonProcessingException json && json.getLocation() != null) {
      return "not valid at line %d, column %d"
          .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr());
    }
    return "not valid";
  }
}
